package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"constat/report"
	"constat/report/contract"
	"constat/report/lang"
)

// maxTermsFile bounds a file of terms or a rule, in bytes.
const maxTermsFile = 256 << 10

// readTerms reads a file of contracts and the rules that it names, for a
// recipe. Rules are shipped ones, or files beside it.
func readTerms(path string) (terms string, rules []report.RuleText, err error) {
	text, err := readWithin(path, maxTermsFile)
	if err != nil {
		return "", nil, fmt.Errorf("read terms: %w", err)
	}
	beside := func(name string) ([]byte, error) { return ruleText(filepath.Dir(path), name) }
	agreed, err := contract.ParseTerms(text, lang.Zone, beside)
	if err != nil {
		return "", nil, err
	}
	for _, name := range agreed.RuleNames() {
		rule, err := beside(name)
		if err != nil {
			return "", nil, err
		}
		rules = append(rules, report.RuleText{Name: name, Text: string(rule)})
	}
	return string(text), rules, nil
}

// ruleText returns the text of a shipped rule, or of a file in dir.
func ruleText(dir, name string) ([]byte, error) {
	if r, ok := contract.ShippedRule(name); ok {
		return []byte(r.Text), nil
	}
	if filepath.IsAbs(name) {
		dir = ""
	}
	text, err := readWithin(filepath.Join(dir, name), maxTermsFile)
	if err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			return nil, at.Err // whoever asked says which
		}
		return nil, err
	}
	return text, nil
}

// termsTrouble puts the mistakes of a file of terms into the reader's language,
// each with the file's name.
func termsTrouble(path string, err error, l string) error {
	var bad *contract.MistakeError
	if !errors.As(err, &bad) {
		return err
	}
	return fmt.Errorf("%s: %s", path, bad.In(l))
}
