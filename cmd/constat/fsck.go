package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"constat/store"
)

// fsckCmd re-verifies the whole store, and says all that is wrong with it. A
// store that cannot even be opened is named too: 1, for it is bad.
func fsckCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("fsck", stdout, stderr)
	help := say("\n\nRevérifie tout le registre, depuis les entrées : 0 sain, 1 abîmé (tout ce qui est faux est dit), 2 impossible.",
		"\n\nVerifies the whole store anew, from the leaves up: 0 sound, 1 damaged (all that is wrong is said), 2 could not look.")
	if code, done := o.parse(args, help, 0, 0); done {
		return code
	}
	wrong, err := examine(ctx, o.folder())
	if err != nil {
		return o.fail(err)
	}
	for _, line := range wrong {
		fmt.Fprintln(stderr, line)
	}
	if len(wrong) > 0 {
		o.print("Choses fausses dans ce registre : %d.", "Things wrong with this store: %d.", len(wrong))
		return 1
	}
	o.print("Le registre est sain.", "The store is sound.")
	return 0
}

// examine asks the daemon, or looks at the files where none runs.
func examine(ctx context.Context, dir string) (wrong []string, err error) {
	if d, err := dial(dir); err == nil {
		defer d.close()
		return d.check(ctx)
	}
	for err := range store.Fsck(ctx, dir) {
		var locked *store.LockedError
		if errors.As(err, &locked) || errors.Is(err, fs.ErrNotExist) && len(wrong) == 0 {
			return nil, err
		}
		wrong = append(wrong, err.Error())
	}
	return wrong, nil
}
