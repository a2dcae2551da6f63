package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"constat/store"
)

// initCmd makes a store, a key and a commented configuration. It refuses to
// overwrite anything.
func initCmd(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("init", stdout, stderr)
	name := o.String("name", "", "the vantage's `name`, part of its log's origin")
	help := say("[DIR] [--name NOM]\n\nCrée un registre, une clé et un constat.yaml commenté ; n'écrase rien.",
		"[DIR] [--name NAME]\n\nMakes a store, a key and a commented constat.yaml; overwrites nothing.")
	if code, done := o.parse(args, help, 0, 1); done {
		return code
	}
	dir := "."
	if o.NArg() == 1 {
		dir = o.Arg(0)
	}
	if *name == "" {
		*name, _ = os.Hostname()
	}
	*name = vantageNamed(*name)
	if err := initStore(dir, *name); err != nil {
		return o.fail(err)
	}
	o.print("Le registre %s, sa clé et sa configuration sont dans %s. À faire :\n  1. dites dans %s ce qui est à observer, puis « constat check »\n  2. « constat run »\nGardez une copie de « policy » hors de cette machine : c'est ce que le lecteur de vos preuves croira.",
		"The log %s, its key and its configuration are in %s. Next:\n  1. say in %s what is to be watched, then \"constat check\"\n  2. \"constat run\"\nKeep a copy of \"policy\" off this machine: it is what the reader of your evidence will believe.",
		*name+"/1", dir, filepath.Join(dir, "constat.yaml"))
	return 0
}

func initStore(dir, name string) error {
	config := filepath.Join(dir, "constat.yaml")
	if exists(config) {
		return &fileThereError{config}
	}
	if err := store.Create(dir, name+"/1"); err != nil {
		return err
	}
	if err := writeWhole(config, Template(name), false); err != nil {
		return err
	}
	return writePolicy(dir)
}

// writePolicy puts the policy beside the store, for the operator to hand out.
func writePolicy(dir string) error {
	s, err := store.Open(dir)
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	return writeWhole(filepath.Join(dir, policyName), s.Policy(), true)
}

type fileThereError struct{ path string }

func (e *fileThereError) Error() string {
	return fmt.Sprintf("%q is there already; nothing was changed", e.path)
}
