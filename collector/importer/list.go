package importer

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"constat/store/record"
)

// algorithms by the number of hexadecimal digits.
var algorithms = map[int]string{32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}

// list reads a file of lines. Its first line tells its form.
func list(ctx context.Context, path string) (*Rows, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sum := sha256.New()
	limited := &io.LimitedReader{R: f, N: maxSource + 1}
	lines := bufio.NewScanner(io.TeeReader(limited, sum))
	lines.Buffer(nil, maxLine)
	cut := false
	lines.Split(func(rest []byte, atEnd bool) (int, []byte, error) {
		n, line, err := bufio.ScanLines(rest, atEnd)
		cut = n > 0 && rest[n-1] != '\n'
		return n, line, err
	})
	r := &Rows{}
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSuffix(lines.Text(), "\r")
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		var err error
		if line != "" && line[0] != '#' {
			err = r.line(line)
		}
		if cut && !errors.Is(err, errRaw) {
			err = errCut
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("a line is longer than %d bytes", maxLine)
	case err != nil:
		return nil, err
	case limited.N <= 0:
		return nil, fmt.Errorf("it is longer than %d bytes", maxSource)
	case r.Form == "":
		return nil, errors.New("it lists nothing")
	}
	r.Source, r.Size = record.Hash(sum.Sum(nil)), maxSource+1-limited.N
	return r, nil
}

var (
	errCut  = errors.New(`the last line has no end, as if the list were cut there: write it anew, or, if it is whole, put an end of line after it (echo >> FILE)`)
	errRaw  = errors.New("not the lines of a list")
	errZero = fmt.Errorf("%w: it has a NUL, as sha256sum -z and find -print0 write it: write the list without -z", errRaw)
	errBare = fmt.Errorf("%w: it has a carriage return within: end each line with a line feed (tr '\\r' '\\n'), and have names that hold one written by md5sum or sha256sum", errRaw)
)

// raw refuses what no list has within a line: what ends lines elsewhere would
// make one file of many. A tab is in names as they are.
func raw(line string) error {
	at := strings.IndexFunc(line, func(c rune) bool { return c != '\t' && (c < ' ' || c == 0x7f) })
	switch {
	case at < 0:
		return nil
	case line[at] == 0:
		return errZero
	case line[at] == '\r':
		return errBare
	}
	return fmt.Errorf("%w: it has the control character %#02x: name that file otherwise, and write the list anew", errRaw, line[at])
}

// line reads one line, in the form of the first.
func (r *Rows) line(line string) error {
	if err := raw(line); err != nil {
		return err
	}
	h, form, err := tsv(line)
	if !strings.Contains(line, "\t") || r.Form != "" && r.Form != "tsv" {
		h, form, err = sums(line)
	}
	switch {
	case err != nil:
		return err
	case r.Form == "":
		r.Form = form
	case r.Form != form:
		return fmt.Errorf("the lines before are %s, this one is %s", r.Form, form)
	}
	if len(r.Files) == maxRows {
		return fmt.Errorf("it lists more than %d files", maxRows)
	}
	r.Files = append(r.Files, h)
	return nil
}

var errSums = errors.New(`it is neither "digest  path", as md5sum and sha256sum write it, nor digest, size and path between tabs`)

// sums reads "digest, blank, blank or asterisk, path". A backslash before it
// says that the path is written with backslashes.
func sums(line string) (h record.Held, form string, err error) {
	line, escaped := strings.CutPrefix(line, `\`)
	digest, path, ok := strings.Cut(line, " ")
	if !ok || path == "" || path[0] != ' ' && path[0] != '*' {
		return h, "", errSums
	}
	algorithm := algorithms[len(digest)]
	if algorithm != "md5" && algorithm != "sha256" {
		return h, "", errSums
	}
	path = path[1:]
	if escaped {
		path = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r").Replace(path)
	}
	h = record.Held{Size: -1}
	if h.Told, err = told(digest); err == nil {
		h.Path, err = relative(path)
	}
	return h, algorithm + "sums", err
}

// tsv reads "digest TAB size TAB path"; a dash is what is not known.
func tsv(line string) (h record.Held, form string, err error) {
	f := strings.SplitN(line, "\t", 3)
	if len(f) != 3 {
		return h, "", errSums
	}
	h = record.Held{Size: -1}
	if f[0] != "-" {
		if h.Told, err = told(f[0]); err != nil {
			return h, "", err
		}
	}
	if f[1] != "-" {
		if h.Size, err = strconv.ParseInt(f[1], 10, 64); err != nil || h.Size < 0 || f[1][0] == '+' {
			return h, "", fmt.Errorf("size %.20q", f[1])
		}
	}
	h.Path, err = relative(f[2])
	return h, "tsv", err
}

// told is a digest in the form of manifests.
func told(digest string) (string, error) {
	algorithm := algorithms[len(digest)]
	if _, err := hex.DecodeString(digest); err != nil || algorithm == "" {
		return "", fmt.Errorf("digest %.140q", digest)
	}
	return record.Tell(algorithm, strings.ToLower(digest)), nil
}

// relative takes the "./" away that find(1) begins with, so that two lists of
// one place name a file alike.
func relative(path string) (string, error) {
	for strings.HasPrefix(path, "./") {
		path = strings.TrimLeft(path[2:], "/")
	}
	if path == "" || len(path) > 8192 {
		return "", fmt.Errorf("path of %d bytes", len(path))
	}
	return path, nil
}
