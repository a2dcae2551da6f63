// Command constat-verify checks a bundle and says, line by line, what it
// proves and what it doesn't.
//
//	constat-verify [--policy FILE] [--json] [--lang fr|en] BUNDLE...
//
// It needs no network, no database and no part of the program that made the
// bundle. Trust comes from the policy alone (c2sp.org/tlog-policy): the keys
// of the logs one believes, received by another way than the bundle.
//
// Exit status: 0 all that the policy asks for is proven, 1 tampered or broken,
// 2 something could not be checked; which, is said.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"constat/store/bundle"
	"constat/store/seal"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

type options struct {
	policy, lang string
	json, help   bool
	files        []string
}

func run(args []string, stdout, stderr io.Writer) int {
	o, err := parse(args)
	if o.help {
		fmt.Fprint(stdout, usage)
		return 0
	}
	if err == nil && len(o.files) == 0 {
		err = fmt.Errorf("no bundle given")
	}
	if err != nil {
		fmt.Fprintf(stderr, "constat-verify: %v\n%s", err, usage)
		return 2
	}
	checks, err := check(o)
	if err != nil {
		fmt.Fprintf(stderr, "constat-verify: %v\n", err)
		return 2
	}
	if o.json {
		err = bundle.PrintJSON(stdout, checks)
	} else {
		bundle.Print(stdout, o.lang, checks)
	}
	if err != nil {
		return 2
	}
	return bundle.Judge(checks).Exit()
}

const usage = `usage: constat-verify [--policy FILE] [--json] [--lang fr|en] BUNDLE...
exit status: 0 proven, 1 tampered or broken, 2 something could not be checked
`

// parse reads options that may stand anywhere.
func parse(args []string) (o options, err error) {
	o.lang = "en"
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			o.lang = strings.ToLower(v[:min(2, len(v))])
			break
		}
	}
	values := map[string]*string{"policy": &o.policy, "lang": &o.lang}
	flags := map[string]*bool{"json": &o.json, "help": &o.help, "h": &o.help}
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			o.files = append(o.files, args[i+1:]...)
			break
		}
		if !strings.HasPrefix(arg, "-") || arg == "-" {
			o.files = append(o.files, arg)
			continue
		}
		name, value, has := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		switch {
		case flags[name] != nil && !has:
			*flags[name] = true
		case values[name] != nil && has:
			*values[name] = value
		case values[name] != nil && i+1 < len(args):
			i++
			*values[name] = args[i]
		default:
			return o, fmt.Errorf("unknown or incomplete option %s", arg)
		}
	}
	return o, nil
}

// check verifies every file against the policy.
func check(o options) ([]bundle.Check, error) {
	var policy *seal.Policy
	if o.policy != "" {
		text, err := bundle.ReadFile(o.policy, bundle.MostText)
		if err != nil {
			return nil, err
		}
		if policy, err = seal.ParsePolicy(text); err != nil {
			return nil, fmt.Errorf("%s: %w", o.policy, err)
		}
	}
	var bundles []*bundle.Bundle
	for _, name := range o.files {
		b, err := verify(name, policy)
		if err != nil {
			return nil, err
		}
		bundles = append(bundles, b)
	}
	return bundle.Together(bundles...), nil
}

func verify(name string, policy *seal.Policy) (*bundle.Bundle, error) {
	f, size, err := bundle.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, 5)
	if n, _ := f.ReadAt(head, 0); string(head[:n]) == "%PDF-" { // what cannot be read, Verify says
		return nil, fmt.Errorf("%s is a PDF; \"constat verify\" checks reports, and this program the bundles they carry", name)
	}
	return bundle.Verify(name, f, size, policy)
}
