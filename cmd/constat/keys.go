package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// keysCmd shows the verifier key and the policy to hand to the reader.
func keysCmd(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("keys", stdout, stderr)
	help := say("\n\nMontre la politique : la clé publique que le lecteur de vos preuves doit recevoir par un autre chemin qu'elles.",
		"\n\nShows the policy: the public key that the reader of your evidence must receive by another way than the evidence.")
	if code, done := o.parse(args, help, 0, 0); done {
		return code
	}
	text, err := os.ReadFile(filepath.Join(o.folder(), "policy"))
	if err != nil {
		return o.fail(fmt.Errorf("read policy: %w; constat init makes one", err))
	}
	fmt.Fprintf(stdout, "%s", text)
	return 0
}
