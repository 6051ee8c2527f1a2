# Many builds at once from one source: every name becomes a build of its own.
#
#   npx tspacker build examples/many-builds
#   npx tspacker build -parallel-builds=4 examples/many-builds
#   npx tspacker build -only='*.step-1?' examples/many-builds

variable "builds" {
  type    = number
  default = 40
}

source "null" "step" {
  communicator = "none"
}

build {
  dynamic "source" {
    for_each = range(var.builds)
    iterator = each
    labels   = ["null.step"]
    content {
      name = "step-${each.value}"
    }
  }

  provisioner "shell-local" {
    inline = ["echo this is ${source.name}"]
  }
}
