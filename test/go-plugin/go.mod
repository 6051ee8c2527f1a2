// Only marks the module root; requirements are in the sdk-*.mod files, one per SDK release.
module example.test/rig

go 1.21
