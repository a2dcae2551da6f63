package bundle

import (
	"bytes"
	"testing"
)

// What anybody can do to an archive, without the key.
var archiveLies = []lie{
	{"trailing bytes", Integrity, "archive", "after the archive", func(t *testing.T, f *forge) []byte {
		return append(f.story().write(f.whole()), 0)
	}},
	{"bytes before", Integrity, "archive", "byte 0 is not", func(t *testing.T, f *forge) []byte {
		return append([]byte("#!/bin/sh\n"), f.story().write(f.whole())...)
	}},
	{"not an archive", Integrity, "archive", "not a bundle", func(*testing.T, *forge) []byte { return []byte("PK") }},
	{"extra file", Integrity, "archive", "no place", withFiles(func(m map[string][]byte) { m["data/notes.txt"] = nil })},
	{"path upwards", Integrity, "archive", "no place", withFiles(func(m map[string][]byte) { m["data/files/../../x"] = nil })},
	{"absolute path", Integrity, "archive", "no place", withFiles(func(m map[string][]byte) { m["/etc/passwd"] = nil })},
	{"backslash", Integrity, "archive", "no place", withFiles(func(m map[string][]byte) { m[`data\files\x`] = nil })},
	{"second spelling of a number", Integrity, "archive", "no place", withFiles(func(m map[string][]byte) { m["data/entries/00"] = m["data/entries/0"] })},
	{"missing table", Integrity, "archive", "has no data/observations.csv", withFiles(func(m map[string][]byte) { delete(m, nameCSV) })},
	{"name twice", Integrity, "archive", "twice", func(t *testing.T, f *forge) []byte { return twice(t, f.story().write(f.whole())) }},
	{"deflated file", Integrity, "archive", "not stored", func(t *testing.T, f *forge) []byte { return deflated(t, f.story().write(f.whole())) }},
	{"huge length", Integrity, "archive", "longer than itself", func(t *testing.T, f *forge) []byte {
		b := f.story().write(f.whole())
		at := bytes.Index(b, []byte("PK\x01\x02"))
		copy(b[at+20:], "\xf0\xff\xff\xff\xf0\xff\xff\xff")
		return b
	}},
	{"changed byte, manifest as it was", Integrity, "archive", "data/observations.csv", func(t *testing.T, f *forge) []byte {
		b := f.story().write(f.whole())
		copy(b[bytes.LastIndex(b, []byte("tcp-refused")):], "tcp-timeout")
		return b
	}},
	{"bundle in a bundle in a bundle", Integrity, "archive", "carries bundles", func(t *testing.T, f *forge) []byte {
		inner, middle := newForge(t).story(), newForge(t).story()
		carried := middle.nest(middle.whole(), "a", inner.write(inner.whole()))
		return f.story().nest(f.whole(), "b", carried)
	}},
	{"one log twice", Integrity, "archive", "twice", func(t *testing.T, f *forge) []byte {
		f.story()
		return f.nest(f.whole(), "again", f.write(f.part()))
	}},
	{"broken bundle within", Integrity, "signature", "no signature", func(t *testing.T, f *forge) []byte {
		inner := newForge(t).story()
		return f.story().nest(f.whole(), "b", rezip(t, unzip(t, inner.write(inner.whole())), newForge(t).key))
	}},
}
