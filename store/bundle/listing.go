package bundle

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

var payloadName = regexp.MustCompile(`^data/(README\.txt|FORMAT\.md|policy|disclosure\.json|hashes|answers\.jsonl|observations\.csv|` +
	`checkpoints/[1-9][0-9]{0,17}|cosignatures/[1-9][0-9]{0,17}|entries/(0|[1-9][0-9]{0,17})|files/[0-9a-f]{64}|captures/[0-9a-f]{64}\.warc\.gz|anchors/[0-9a-f]{64}\.ts[qr]|bundles/[A-Za-z0-9][A-Za-z0-9._-]{0,62}\.zip)$`)

// required names the files that no bundle lacks.
var required = []string{nameBagit, nameInfo, nameManifest, nameTags, nameNote, nameReadme, nameFormat, namePolicy, nameDisclosure, nameHashes, nameAnswers, nameCSV}

var tagNames = map[string]bool{nameBagit: true, nameInfo: true, nameManifest: true, nameTags: true, nameNote: true}

// open lists the archive and refuses names that are not of the layout, so that
// unpacking it writes nowhere else.
func (v *verifier) open() bool {
	z, err := zip.NewReader(v.archive, v.size)
	if err == nil {
		err = v.index(z)
	}
	if err == nil {
		return true
	}
	return v.try(Integrity, "archive", fmt.Errorf("not a bundle: %w", err), Words{})
}

func (v *verifier) index(z *zip.Reader) error {
	v.files = make(map[string]*zip.File, len(z.File))
	left := uint64(v.size)
	for _, f := range z.File {
		if err := v.allowed(f); err != nil {
			return err
		}
		// Files may not lie one over the other: reading them all costs no more
		// than the archive's size.
		if f.UncompressedSize64 > left {
			return errors.New("its files are longer than itself")
		}
		left -= f.UncompressedSize64
		if strings.HasPrefix(f.Name, "data/bundles/") {
			v.nested = append(v.nested, f)
		}
		v.files[f.Name] = f
		v.order = append(v.order, f)
	}
	if !v.outer && len(v.nested) > 0 {
		return errors.New("a bundle within a bundle carries bundles")
	}
	for _, name := range required {
		if v.files[name] == nil {
			return fmt.Errorf("it has no %s", name)
		}
	}
	return nil
}

func (v *verifier) allowed(f *zip.File) error {
	switch {
	case !tagNames[f.Name] && !payloadName.MatchString(f.Name):
		return fmt.Errorf("it holds %q, which has no place in one", f.Name)
	case v.files[f.Name] != nil:
		return fmt.Errorf("it holds %q twice", f.Name)
	case f.Method != zip.Store || f.UncompressedSize64 != f.CompressedSize64:
		return fmt.Errorf("%q is not stored as it is", f.Name)
	}
	return nil
}

// canonical builds the archive again from its files and compares every byte.
func (v *verifier) canonical() bool {
	v.parts = make([]part, len(v.order))
	err := v.crew.first(len(v.order), func(i int) (err error) {
		f := v.order[i]
		if i > 0 && v.order[i-1].Name >= f.Name {
			return errors.New("files are not in order of name")
		}
		v.parts[i], err = measured(f.Name, v.emitter(f))
		return err
	})
	if err == nil {
		err = v.rebuilt()
	}
	return v.try(Integrity, "archive", err, say("l’archive de %d fichiers est dans sa forme unique", "the archive of %d files is in its one form", len(v.parts)))
}

// rebuilt writes the archive again over itself. What a file holds is compared
// only where it does not lie where it must: there it is itself.
func (v *verifier) rebuilt() error {
	m := &matcher{r: v.archive}
	w := newArchive(m)
	for i, p := range v.parts {
		if err := w.begin(p); err != nil {
			return err
		}
		if offset, err := v.order[i].DataOffset(); err == nil && offset == m.n {
			p.emit = m.past(p.size)
		}
		if err := w.add(p); err != nil {
			return err
		}
	}
	err := w.Close()
	if err == nil && m.n != v.size {
		err = fmt.Errorf("%d bytes stand after the archive's end", v.size-m.n)
	}
	return err
}

func (v *verifier) emitter(f *zip.File) func(io.Writer) error {
	return func(w io.Writer) error {
		r, err := f.OpenRaw() // it is stored, and its CRC is compared in [verifier.rebuilt]
		if err != nil {
			return err
		}
		return pour(w, r)
	}
}

// read returns a file's bytes. What is read is no larger than the archive.
func (v *verifier) read(name string) ([]byte, error) {
	f := v.files[name]
	if f == nil {
		return nil, fmt.Errorf("%s is missing", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	b := make([]byte, f.UncompressedSize64)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return b, nil
}

func (v *verifier) same(name, want string) error {
	got, err := v.read(name)
	if err == nil && string(got) != want {
		err = fmt.Errorf("%s does not say what the files it speaks of say", name)
	}
	return err
}
