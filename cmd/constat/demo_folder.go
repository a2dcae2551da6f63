package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// demoMark tells a demonstration's folder. Who plays one there holds its lock.
const demoMark = ".constat-demo"

// demoNames are all that a demonstration leaves in its folder.
var demoNames = []string{
	"rapport.pdf", "report.pdf", "declarations-fr.pdf", "declarations-en.pdf", "groupe.pdf", "groupe-public.pdf", "groupe-public.json", "autorisation.pdf", demoMembersList, "bundle.zip", "policy", certificateName, "dossier.json",
	"about.yaml", "members.csv", "members.json", "members.xlsx", "members.pdf", "vouchers", "provider.json", "counsel-identity.txt", "claims", "members", "vantages", "witness",
	demoTerms, demoRule, demoLetter, "demande", "request",
}

// demoFolder makes the folder, or empties that of an earlier demonstration. It
// removes nothing that a demonstration did not make: any other file there, and
// it refuses.
func demoFolder(dir string) (release func(), err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	there, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	mark := filepath.Join(dir, demoMark)
	if len(there) > 0 && !exists(mark) {
		return nil, &saidError{say("le dossier %q n'est pas vide et n'est pas celui d'une démonstration ; rien n'y a été changé ; donnez-en un autre par -o",
			"the folder %q is not empty and not that of a demonstration; nothing in it was changed; give another with -o", dir)}
	}
	for _, e := range there {
		if e.Name() != demoMark && !slices.Contains(demoNames, e.Name()) {
			return nil, &saidError{say("le dossier %q contient %q, qui n'est pas d'une démonstration ; rien n'y a été changé ; ôtez ce fichier, ou donnez un autre dossier par -o",
				"the folder %q holds %q, which is not of a demonstration; nothing in it was changed; take that file away, or give another folder with -o", dir, e.Name())}
		}
	}
	if release, err = holdMark(mark); err != nil {
		return nil, err
	}
	for _, name := range demoNames {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			release()
			return nil, err
		}
	}
	return release, nil
}

func holdMark(path string) (release func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o644)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = &saidError{say("une démonstration se joue dans %q en ce moment ; attendez-la, ou donnez un autre dossier par -o",
			"a demonstration is being played in %q right now; wait for it, or give another folder with -o", filepath.Dir(path))}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { _ = f.Close() }, nil
}
