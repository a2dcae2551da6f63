package seal

import (
	"bytes"
	"crypto/x509"
	"testing"
)

// A node is an element of DER that a test can change; lengths follow.
type node struct {
	tag     byte
	content []byte // of a primitive element
	kids    []*node
}

func parseNode(t testing.TB, b []byte) *node {
	n, rest := nextNode(t, b)
	if len(rest) != 0 {
		t.Fatal("bytes after an element")
	}
	return n
}

func nextNode(t testing.TB, b []byte) (*node, []byte) {
	head, size, err := derHead(b)
	if err != nil {
		t.Fatal(err)
	}
	n, content := &node{tag: b[0]}, b[head:head+size]
	if n.tag&0x20 == 0 {
		n.content = bytes.Clone(content)
		return n, b[head+size:]
	}
	for len(content) > 0 {
		var kid *node
		kid, content = nextNode(t, content)
		n.kids = append(n.kids, kid)
	}
	return n, b[head+size:]
}

func (n *node) bytes() []byte {
	parts := [][]byte{n.content}
	for _, k := range n.kids {
		parts = append(parts, k.bytes())
	}
	return derOf(n.tag, parts...)
}

// all returns the node and everything below it.
func (n *node) all() []*node {
	list := []*node{n}
	for _, k := range n.kids {
		list = append(list, k.all()...)
	}
	return list
}

func (n *node) drop(i int) { n.kids = append(n.kids[:i:i], n.kids[i+1:]...) }

func (n *node) insert(i int, k *node) {
	n.kids = append(append(n.kids[:i:i], k), n.kids[i:]...)
}

// replace changes the content, where a piece of it must be.
func (n *node) replace(t testing.TB, old, new string) {
	if bytes.Count(n.content, []byte(old)) != 1 {
		t.Fatalf("%q is not there once", old)
	}
	n.content = bytes.Replace(n.content, []byte(old), []byte(new), 1)
}

func oidNode(dotted string) *node {
	id, err := x509.ParseOID(dotted)
	if err != nil {
		panic(err)
	}
	b, err := id.MarshalBinary()
	if err != nil {
		panic(err)
	}
	return &node{tag: tagOID, content: b}
}
