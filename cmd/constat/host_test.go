package main

import (
	"os"
	"path/filepath"
	"testing"
)

// teaching is a host that serves a lesson of the real site, the folder that the
// lesson lies in, and the page that nginx shows where nothing lies.
func teaching(t *testing.T) (h *host, lesson string, nginx []byte) {
	dir := os.Getenv("CONSTAT_DATA")
	if dir == "" {
		t.Skip("CONSTAT_DATA names no real data")
	}
	lesson = filepath.Join(dir, "site-mdn-learning-area", "after", "javascript", "asynchronous", "sequencing-animations", "finished")
	nginx, err := os.ReadFile(filepath.Join(dir, "pages-default", "nginx-default-index.html"))
	if err != nil {
		t.Fatal(err)
	}
	h = newHost(t)
	h.serve("", lesson)
	return h, lesson, nginx
}
