package warc

import (
	"bytes"
	"slices"
	"strings"
)

// Head writes a request line or status line and a parsed header as HTTP/1.1
// would, names sorted, the values of one name in their order, blank line
// included. Line ends inside become blanks. What HTTP libraries parsed no
// longer tells order and case of the names on the wire.
func Head(start string, header map[string][]string) []byte {
	var b bytes.Buffer
	b.WriteString(oneLine(start) + "\r\n")
	names := make([]string, 0, len(header))
	for name := range header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, v := range header[name] {
			b.WriteString(oneLine(name) + ": " + oneLine(v) + "\r\n")
		}
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

func oneLine(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r", " ", "\n", " ").Replace(s))
}
