package main

import (
	"context"
	"io"

	"constat/store/bundle"
)

// verifyCmd is constat-verify, for reports too.
func verifyCmd(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("verify", stdout, stderr)
	policy := o.String("policy", "", "whom to believe (c2sp.org/tlog-policy)")
	asJSON := o.Bool("json", false, "")
	help := say("FICHIER... [--policy FICHIER] [--json]\n\nVérifie des dossiers de preuve : 0 prouvé, 1 brisé, 2 quelque chose n'a pas pu être vérifié.",
		"FILE... [--policy FILE] [--json]\n\nVerifies bundles: 0 proven, 1 broken, 2 something could not be checked.")
	if code, done := o.parse(args, help, 1, 10_000); done {
		return code
	}
	believed, _, err := readPolicy(*policy)
	if err != nil {
		return o.fail(err)
	}
	proofs, err := verifyAll(o.Args(), believed)
	if err != nil {
		return o.fail(err)
	}
	checks := allChecks(proofs)
	if *asJSON {
		if err := bundle.PrintJSON(stdout, checks); err != nil {
			return o.fail(err)
		}
	} else {
		bundle.Print(stdout, o.lang(), checks)
	}
	return bundle.Judge(checks).Exit()
}
