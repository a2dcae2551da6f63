package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An option that names a device, or a text without end, is refused in words and
// at once.
func TestAnOptionFileHasAnEnd(t *testing.T) {
	sparse := filepath.Join(t.TempDir(), "sparse.pdf")
	if err := os.WriteFile(sparse, []byte("%PDF-1.7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(sparse, 5<<30); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		run  func(context.Context, []string, *bytes.Buffer, *bytes.Buffer) int
		args []string
		want string
	}{
		{verifying, []string{"--policy", "/dev/zero", "x.zip"}, "regular file"},
		{verifying, []string{"--certificate", "/dev/zero", "x.zip"}, "regular file"},
		{verifying, []string{"--lang", "fr", "--policy", "/dev/zero", "x.zip"}, "fichier ordinaire"},
		{verifying, []string{"/dev/zero"}, "regular file"},
		{verifying, []string{sparse}, "too long"},
		{writing, []string{"-o", filepath.Join(t.TempDir(), "r.pdf"), "--method", "/dev/zero", "x.zip"}, "regular file"},
		{writing, []string{"-o", filepath.Join(t.TempDir(), "r.pdf"), "--catalogue", "/dev/zero", "x.zip"}, "regular file"},
	} {
		var out, bad bytes.Buffer
		if code := c.run(t.Context(), c.args, &out, &bad); code != 2 || !strings.Contains(bad.String(), c.want) {
			t.Errorf("%q: exit %d, %s", c.args, code, bad.String())
		}
	}
}

func verifying(ctx context.Context, args []string, out, bad *bytes.Buffer) int {
	return verifyCmd(ctx, args, out, bad)
}

func writing(ctx context.Context, args []string, out, bad *bytes.Buffer) int {
	return reportCmd(ctx, args, out, bad)
}
