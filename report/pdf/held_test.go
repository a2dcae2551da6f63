package pdf

import (
	"testing"

	"constat/report/dossier"
	"constat/store/record"
)

// A content that nobody read, and of which no digest is told, is known by its
// size alone, and the report says so of each such file once.
func TestUnreadContentsAreCounted(t *testing.T) {
	n := unread([]dossier.Loss{{Item: "a"}, {Item: "a"}, {Item: "b", Told: "md5:00"}, {Item: "c", SHA256: record.Sum([]byte("c"))}, {Item: "d"}})
	if n != 2 {
		t.Errorf("%d, want 2", n)
	}
}
