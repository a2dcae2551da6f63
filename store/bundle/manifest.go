package bundle

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"constat/store/record"
	"constat/store/seal"
)

// manifest lists parts as sha256sum does (RFC 8493, section 2.1.3).
func manifest(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, "%x  %s\n", p.sum, p.name)
	}
	return b.String()
}

// info is bag-info.txt, RFC 8493, section 2.2.2.
func info(d Disclosure, payload []part) string {
	var bytes int64
	for _, p := range payload {
		bytes += p.size
	}
	asked := func(i record.Instant) string {
		if i == 0 {
			return "all"
		}
		return i.String()
	}
	return fmt.Sprintf("Bag-Software-Agent: %s\nBagging-Date: %s\nExternal-Identifier: %s %d\n"+
		"External-Description: evidence kept by %s, %s to %s\nPayload-Oxum: %d.%d\n",
		d.Software, d.Made.Time().Format("2006-01-02"), d.Origin, d.End+1, d.Origin, asked(d.From), asked(d.To), bytes, len(payload))
}

// manifests recomputes every digest and the lists that hold them.
func (v *verifier) manifests() bool {
	var payload, tags []part
	for _, p := range v.parts {
		switch {
		case strings.HasPrefix(p.name, "data/"):
			payload = append(payload, p)
		case p.name != nameTags && p.name != nameNote:
			tags = append(tags, p)
		}
	}
	err := errors.Join(v.same(nameBagit, bagit), v.same(nameManifest, manifest(payload)), v.same(nameTags, manifest(tags)))
	return v.try(Integrity, "manifest", err, say("les %d empreintes du manifeste sont celles des fichiers", "the %d digests of the manifest are those of the files", len(payload)))
}

// disclosed reads what the bundle says of itself.
func (v *verifier) disclosed() bool {
	b, err := v.read(nameDisclosure)
	if err == nil {
		v.disclosure, err = decodeDisclosure(b)
	}
	if err == nil {
		v.key, err = note.NewVerifier(v.disclosure.Key)
	}
	if err == nil && v.key.Name() != v.disclosure.Origin {
		err = fmt.Errorf("disclosure: origin %q, key of %q", v.disclosure.Origin, v.key.Name())
	}
	if err == nil {
		err = v.same(nameInfo, info(v.disclosure, payloadOf(v.parts)))
	}
	if err == nil {
		err = v.stated()
	}
	if err != nil {
		return v.try(Integrity, "disclosure", err, Words{})
	}
	return true
}

// stated checks that the vantage's own statement of keys names this log.
func (v *verifier) stated() error {
	b, err := v.read(namePolicy)
	if err != nil {
		return err
	}
	p, err := seal.ParsePolicy(b)
	if err == nil && !p.HasKey(v.disclosure.Key) {
		err = errors.New("it does not name the log's key")
	}
	if err != nil {
		return fmt.Errorf("%s: %w", namePolicy, err)
	}
	return nil
}

func payloadOf(parts []part) []part {
	var out []part
	for _, p := range parts {
		if strings.HasPrefix(p.name, "data/") {
			out = append(out, p)
		}
	}
	return out
}

// signed checks the log's signature over the tag manifest, and through it over
// every file.
func (v *verifier) signed() bool {
	tags, err := v.read(nameTags)
	sig, err2 := v.read(nameNote)
	err = errors.Join(err, err2)
	if err == nil {
		var got string
		if got, err = seal.OpenText(sig, v.key); err == nil && got != tagNoteText(v.disclosure.Origin, tags) {
			err = errors.New("signs another manifest")
		}
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", nameNote, err)
	}
	return v.try(Integrity, "signature", err, say("la clé du journal a signé le manifeste", "the log's key signed the manifest"))
}
