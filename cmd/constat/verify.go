package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"constat/store/bundle"
	"constat/store/seal"
)

// verifyCmd is constat-verify under another name.
func verifyCmd(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("verify", stdout, stderr)
	policy := o.String("policy", "", "whom to believe (c2sp.org/tlog-policy)")
	asJSON := o.Bool("json", false, "")
	help := say("FICHIER... [--policy FICHIER] [--json]\n\nVérifie des dossiers de preuve : 0 prouvé, 1 brisé, 2 quelque chose n'a pas pu être vérifié.",
		"FILE... [--policy FILE] [--json]\n\nVerifies bundles: 0 proven, 1 broken, 2 something could not be checked.")
	if code, done := o.parse(args, help, 1, 10_000); done {
		return code
	}
	bundles, err := verifyAll(o.Args(), *policy)
	if err != nil {
		return o.fail(err)
	}
	checks := allChecks(bundles)
	if *asJSON {
		if err := bundle.PrintJSON(stdout, checks); err != nil {
			return o.fail(err)
		}
	} else {
		bundle.Print(stdout, o.lang(), checks)
	}
	return bundle.Judge(checks).Exit()
}

// verifyAll verifies each file against the policy at a path, or none.
func verifyAll(files []string, policyPath string) ([]*bundle.Bundle, error) {
	policy, err := readPolicy(policyPath)
	if err != nil {
		return nil, err
	}
	var out []*bundle.Bundle
	for _, name := range files {
		b, err := verifyFile(name, policy)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

func readPolicy(path string) (*seal.Policy, error) {
	if path == "" {
		return nil, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read policy: %w", err)
	}
	p, err := seal.ParsePolicy(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

// verifyFile leaves the file open: captures are read from it when a report
// needs them. The process is short.
func verifyFile(name string, policy *seal.Policy) (*bundle.Bundle, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read bundle: %w", err)
	}
	fi, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return bundle.Verify(name, f, fi.Size(), policy)
}

// allChecks are those of each bundle, and what is wrong with them together.
func allChecks(bundles []*bundle.Bundle) []bundle.Check {
	var all []bundle.Check
	for _, b := range bundles {
		all = append(all, b.Checks...)
	}
	return append(all, bundle.Distinct(bundles...)...)
}
