# The smallest template that does something: no machine, one local command, one manifest.
#
#   npx tspacker build examples/hello

variable "name" {
  type    = string
  default = "world"
}

source "null" "hello" {
  communicator = "none"
}

build {
  sources = ["source.null.hello"]

  provisioner "shell-local" {
    inline = ["echo hello ${var.name}"]
  }

  post-processor "manifest" {
    output = "${path.root}/manifest.json"
  }
}
