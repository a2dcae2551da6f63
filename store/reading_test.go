package store

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"
)

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }

func wrap(open func() (readCloser, error)) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return open() }
}

func inflate(t *testing.T, b []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
