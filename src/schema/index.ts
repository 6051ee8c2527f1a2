// The face of schema: one body, one schema, one checked value.
