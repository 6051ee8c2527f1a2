# After `node examples/typescript-plugin/build.mjs`:
#
#   PACKER_PLUGIN_PATH=$PWD/examples/typescript-plugin/dist tspacker build examples/typescript-plugin

data "demo-words" "who" {
  text = "world and everybody in it"
}

source "null" "example" {
  communicator = "none"
}

build {
  sources = ["source.null.example"]

  provisioner "demo-hello" {
    whom = join(" ", data.demo-words.who.words)
  }

  post-processor "demo-report" {
    path = "${path.root}/dist/report.json"
  }
}
