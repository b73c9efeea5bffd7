// Command coredns is CoreDNS with what it takes to answer from a zone's file, and nothing else.
package main

import (
	"github.com/coredns/coredns/coremain"
	_ "github.com/coredns/coredns/plugin/bind"
	_ "github.com/coredns/coredns/plugin/file"
)

func main() {
	coremain.Run()
}
