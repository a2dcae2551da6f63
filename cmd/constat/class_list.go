package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"constat/report"
)

// Bounds of a class.
const (
	maxClassFiles = 100_000
	maxClassList  = 64 << 20
)

// forComparison stands in a list for a member of bundles that are nobody's, and
// are read to compare with.
const forComparison = report.ForComparison

// A classJob are the bundles of one member, read together.
type classJob struct {
	member string // as the list has it, "" without one
	listed bool
	files  []string
	sites  map[string][]string // by file: those that are the member's; all where none are named
	names  map[string]string   // by file: what it was called; where it is not there, as it lies
}

// called is what a file is called in the report.
func (j classJob) called(path string) string {
	if name, ok := j.names[path]; ok {
		return name
	}
	return filepath.Base(path)
}

// jobs returns the bundles of one call, member by member where a list names them.
func (c classing) jobs(args []string) ([]classJob, error) {
	var jobs []classJob
	for _, name := range args {
		files, err := bundlesAt(name)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			jobs = append(jobs, classJob{files: []string{f}})
		}
	}
	if c.list != "" {
		listed, err := readClassList(c.list)
		if err != nil {
			return nil, fmt.Errorf("read list %q: %w", c.list, err)
		}
		jobs = append(jobs, listed...)
	}
	if n := len(jobs); n > maxClassFiles {
		return nil, fmt.Errorf("%d bundles; at most %d", n, maxClassFiles)
	}
	return jobs, nil
}

// bundlesAt returns a file, or the bundles of a folder in the order of their names.
func bundlesAt(name string) ([]string, error) {
	fi, err := os.Stat(name)
	if err != nil || !fi.IsDir() {
		return []string{name}, nil // what is wrong with it is said where it is left out
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() && strings.EqualFold(filepath.Ext(e.Name()), ".zip") {
			files = append(files, filepath.Join(name, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no bundle in %q; bundles end in .zip", name)
	}
	return files, nil
}

// readClassList reads member,bundle,sites: one bundle a line, its sites with
// semicolons between. Paths are taken from where the list lies.
func readClassList(path string) ([]classJob, error) {
	text, err := readWithin(path, maxClassList)
	if err != nil {
		return nil, err
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) {
		return nil, errors.New("it is not UTF-8")
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	var jobs []classJob
	at := map[string]int{}
	for n := 1; ; n++ {
		row, err := r.Read()
		if err == io.EOF && n == 1 {
			row, err = nil, nil
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if n == 1 {
			if len(row) < 2 || row[0] != "member" || row[1] != "bundle" || len(row) > 3 || len(row) == 3 && row[2] != "sites" {
				return nil, errors.New("the first line is not member,bundle,sites")
			}
			continue
		}
		if err := addListed(&jobs, at, filepath.Dir(path), row); err != nil {
			line, _ := r.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
	if len(jobs) == 0 {
		return nil, errors.New("the list names no bundle")
	}
	return jobs, nil
}

func addListed(jobs *[]classJob, at map[string]int, folder string, row []string) error {
	if len(row) < 2 || len(row) > 3 || row[0] == "" || row[1] == "" {
		return errors.New("give a member, a bundle and, if not all, its sites")
	}
	if utf8.RuneCountInString(row[0]) > 64 {
		return errors.New("the member's number is longer than 64 characters")
	}
	file := row[1]
	if !filepath.IsAbs(file) {
		file = filepath.Join(folder, file)
	}
	i, ok := at[row[0]]
	if !ok {
		i, at[row[0]] = len(*jobs), len(*jobs)
		*jobs = append(*jobs, classJob{member: row[0], listed: true, sites: map[string][]string{}})
	}
	j := &(*jobs)[i]
	if !slices.Contains(j.files, file) {
		j.files = append(j.files, file)
	}
	if len(row) == 3 {
		if row[0] == forComparison && strings.TrimSpace(row[2]) != "" {
			return errors.New("bundles for comparison are read whole: name no sites beside -")
		}
		for s := range strings.SplitSeq(row[2], ";") {
			if s = strings.TrimSpace(s); s != "" {
				j.sites[file] = append(j.sites[file], s)
			}
		}
	}
	return nil
}

// keeps returns which sites are the member's: nil for all. A bundle without
// sites named gives all.
func (j classJob) keeps() func(site string) bool {
	var names []string
	for _, f := range j.files {
		if len(j.sites[f]) == 0 {
			return nil
		}
		names = append(names, j.sites[f]...)
	}
	return func(site string) bool { return slices.Contains(names, site) }
}
