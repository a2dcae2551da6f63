package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"

	"constat/store/bundle"
)

// verifyCmd is constat-verify, for reports too.
func verifyCmd(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("verify", stdout, stderr)
	policy := o.String("policy", "", "`file` of whom to believe (c2sp.org/tlog-policy)")
	certificate := o.String("certificate", "", "`file` of the signer's certificate or its authority's root (PEM), had from elsewhere")
	asJSON := o.Bool("json", false, "tell it as JSON, for programs")
	help := say("FICHIER... [--policy FICHIER] [--certificate FICHIER] [--json]\n\nVérifie des dossiers de preuve et des rapports PDF : 0 prouvé, 1 brisé, 2 quelque chose n'a pas pu être vérifié. D'un rapport : la signature, son horodatage, et que les faits qu'il porte redonnent ce rapport octet pour octet ; les dossiers qu'il ne porte pas sont à donner avec lui.",
		"FILE... [--policy FILE] [--certificate FILE] [--json]\n\nVerifies bundles and PDF reports: 0 proven, 1 broken, 2 something could not be checked. Of a report: its signature, the signature's time stamp, and that the facts it carries give this report again byte for byte; bundles that it does not carry are given with it.")
	if code, done := o.parse(args, help, 1, 10_000); done {
		return code
	}
	r := reader{now: now()}
	checks, err := r.verify(o.Args(), *policy, *certificate)
	if err != nil {
		return o.fail(err)
	}
	if *asJSON {
		if err := bundle.PrintJSON(stdout, checks); err != nil {
			return o.fail(err)
		}
	} else {
		bundle.Print(stdout, o.lang(), checks)
	}
	return bundle.Judge(checks).Exit()
}

// verify checks every file, each by what it holds.
func (r *reader) verify(files []string, policy, certificate string) (checks []bundle.Check, err error) {
	if r.policy, r.policyText, err = readPolicy(policy); err != nil {
		return nil, err
	}
	if err := r.trust(certificate); err != nil {
		return nil, err
	}
	var reports, others, openings []string
	for _, name := range files {
		is, err := isPDF(name)
		if err != nil {
			return nil, err
		}
		opens, err := isOpening(name)
		if err != nil {
			return nil, err
		}
		switch {
		case is:
			reports = append(reports, name)
		case opens:
			openings = append(openings, name)
		default:
			others = append(others, name)
		}
	}
	if r.classes, err = classesAmong(reports); err != nil {
		return nil, err
	}
	for _, name := range others {
		if taken, err := r.classes.takes(name); err != nil || taken {
			if err != nil {
				return nil, err
			}
			continue
		}
		e, err := openEvidence(name)
		if err == nil {
			_, err = r.take(e)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, name := range reports {
		c, err := r.report(name)
		if err != nil {
			return nil, err
		}
		checks = append(checks, c...)
	}
	for _, name := range openings {
		c, err := r.opening(name, listsAmong(reports))
		if err != nil {
			return nil, err
		}
		checks = append(checks, c...)
	}
	return append(checks, allChecks(r.proofs)...), nil
}

// take verifies a bundle with the reader's policy, once.
func (r *reader) take(e evidence) (proof, error) {
	p, err := e.verify(r.policy)
	if err != nil {
		return p, err
	}
	if i := slices.IndexFunc(r.proofs, func(have proof) bool { return have.SHA256 == p.SHA256 }); i >= 0 {
		return r.proofs[i], nil
	}
	r.proofs = append(r.proofs, p)
	return p, nil
}

// isPDF tells a PDF from a bundle by its first bytes.
func isPDF(name string) (bool, error) {
	f, _, err := bundle.Open(name)
	if err != nil {
		return false, fmt.Errorf("read file: %w", err)
	}
	defer f.Close()
	head := make([]byte, 5)
	if _, err := io.ReadFull(f, head); err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return false, err
	}
	return bytes.Equal(head, []byte("%PDF-")), nil
}
