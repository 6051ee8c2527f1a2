# Run it with the folder of the plugin on the search path:
#
#   PACKER_PLUGIN_PATH=$PWD/examples/python-plugin tspacker build examples/python-plugin

source "null" "example" {
  communicator = "none"
}

build {
  sources = ["source.null.example"]

  provisioner "python-greet" {
    whom = "world"
  }
}
