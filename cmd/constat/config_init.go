package main

import (
	"bytes"
	_ "embed"
	"regexp"
	"strings"
)

//go:embed constat.yaml
var configTemplate []byte

// Template returns the commented configuration that "constat init" writes for
// a vantage of that name, made into one it can have: a machine's name will do.
func Template(name string) []byte {
	return bytes.Replace(configTemplate, []byte("name: vantage-1"), []byte("name: "+quotedName(vantageNamed(name))), 1)
}

var notInNames = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

func vantageNamed(s string) string {
	s = strings.TrimLeft(notInNames.ReplaceAllString(s, "-"), "._-")
	if s = strings.TrimRight(s[:min(len(s), 63)], "._-"); s == "" {
		return "vantage-1"
	}
	return s
}

// quotedName puts a name in quotes when YAML would take it for something else
// than a text, as 1e3, null or 0x1f.
func quotedName(name string) string {
	if name[0] >= '0' && name[0] <= '9' || len(name) < 6 {
		return `"` + name + `"`
	}
	return name
}
