# Two images in parallel, each tagged and saved. Needs a docker daemon that has or can pull the image:
#
#   npm run build
#   PACKER_PLUGIN_PATH=$PWD/dist/plugins/docker tspacker build -var pull=false examples/docker

variable "image" {
  type    = string
  default = "debian:bookworm"
}

variable "pull" {
  type    = bool
  default = true
}

source "docker" "base" {
  image  = var.image
  pull   = var.pull
  commit = true
}

build {
  source "docker.base" {
    name    = "english"
    changes = ["ENV GREETING=hello", "LABEL language=en"]
  }

  source "docker.base" {
    name    = "german"
    changes = ["ENV GREETING=hallo", "LABEL language=de"]
  }

  provisioner "shell" {
    inline = ["mkdir -p /srv", "echo built from ${source.name} > /srv/language"]
  }

  provisioner "file" {
    source      = "${path.root}/motd"
    destination = "/etc/motd"
  }

  post-processors {
    post-processor "docker-tag" {
      repository = "tspacker-example"
      tags       = [source.name]
    }
    post-processor "docker-save" {
      path = "${path.root}/${source.name}.tar"
    }
  }

  post-processor "manifest" {
    output = "${path.root}/manifest.json"
  }
}
