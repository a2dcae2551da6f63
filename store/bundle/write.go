package bundle

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"golang.org/x/mod/sumdb/note"

	"constat/store/record"
	"constat/store/seal"
)

// Write writes the bundle of c, its tag manifest signed by key. It reads every
// file twice: once to list it, once to copy it.
func Write(w io.Writer, c Contents, key note.Signer) error {
	err := c.Disclosure.check()
	if err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	payload, err := c.payload()
	if err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	list := manifest(payload)
	tags := []part{text(nameInfo, info(c.Disclosure, payload)), text(nameBagit, bagit), text(nameManifest, list)}
	signed := manifest(tags)
	sig, err := seal.SignText(tagNoteText(c.Disclosure.Origin, []byte(signed)), key)
	if err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	all := append(append(tags, payload...), text(nameTags, signed), data(nameNote, sig))
	byName(all)
	return writeArchive(w, all)
}

// payload returns the parts under data/, in order of name.
func (c Contents) payload() ([]part, error) {
	log, err := assemble(everybody(), c.Disclosure, c.Leaves, leafHashes(c.Leaves), c.Answers)
	if err != nil {
		return nil, err
	}
	csv, err := measured(nameCSV, log.writeCSV)
	if err != nil {
		return nil, err
	}
	parts := []part{
		text(nameReadme, Guide), text(nameFormat, formats()), data(namePolicy, c.Policy), data(nameDisclosure, c.Disclosure.encode()),
		text(nameHashes, hashLines(c.Nodes)), data(nameAnswers, lines(c.Answers)), csv,
	}
	for _, size := range slices.Sorted(maps.Keys(c.Checkpoints)) {
		parts = append(parts, data(checkpointName(size), c.Checkpoints[size]))
	}
	for _, size := range slices.Sorted(maps.Keys(c.Cosigned)) {
		parts = append(parts, data(cosignedName(size), c.Cosigned[size]))
	}
	parts = append(parts, runs(c.Leaves)...)
	if parts, err = appendFiles(parts, c.Files, fileName); err != nil {
		return nil, err
	}
	if parts, err = appendFiles(parts, c.Captures, captureName); err != nil {
		return nil, err
	}
	if parts, err = appendFiles(parts, c.Requests, requestName); err != nil {
		return nil, err
	}
	if parts, err = appendFiles(parts, c.Responses, responseName); err != nil {
		return nil, err
	}
	for _, n := range c.Nested {
		p, err := measured(nestedName(n.Name), copier(n.Open))
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	byName(parts)
	return parts, nil
}

func appendFiles(parts []part, files []File, name func(record.Hash) string) ([]part, error) {
	for _, f := range files {
		p, err := measured(name(f.Digest), copier(f.Open))
		if err != nil {
			return nil, err
		}
		if p.sum != f.Digest {
			return nil, fmt.Errorf("%s holds other bytes than its name says; run constat fsck", p.name)
		}
		parts = append(parts, p)
	}
	return parts, nil
}

func copier(open func() (io.ReadCloser, error)) func(io.Writer) error {
	return func(w io.Writer) error {
		r, err := open()
		if err != nil {
			return err
		}
		defer r.Close()
		_, err = io.Copy(w, r)
		return err
	}
}

func lines(answers [][]byte) []byte {
	var b []byte
	for _, a := range answers {
		b = append(append(b, a...), '\n')
	}
	return b
}
