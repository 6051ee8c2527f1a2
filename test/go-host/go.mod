// Only marks the module root; requirements are in sdk-0.6.mod.
module example.test/host

go 1.21
