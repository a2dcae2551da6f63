package dossier

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"

	"constat/store/record"
)

// ClassPublic says what the public exhibit of a class report leaves out.
type ClassPublic struct {
	// Of is the SHA-256 of the sealed report's JSON, zero in that one itself.
	Of     record.Hash   `json:"sealed_sha256"`
	Hidden []ClassHidden `json:"hidden"`
}

// A ClassHidden is what was left out under one key.
type ClassHidden struct {
	Key   string `json:"key"` // "sites[].name"
	Count int    `json:"count"`
}

// Redacted returns the exhibit for the public file: the same figures and digests,
// with numbers in place of the names of sites, members, vantages, logs, addresses
// and files, and of networks. Members that are numbers get others. Each hidden name of a site leaves a commitment,
// the SHA-256 in hex of a salt and the name, one after the other as text; the salt
// follows from the sealed report's JSON and the site's number, so that who
// holds that can open any of them, and nobody else can guess.
func (c *Class) Redacted() (*Class, error) {
	sealed, err := c.JSON()
	if err != nil {
		return nil, err
	}
	p := new(Class)
	if err := json.Unmarshal(sealed, p); err != nil {
		return nil, fmt.Errorf("copy class report: %w", err)
	}
	p.Public = ClassPublic{Of: record.Sum(sealed)}
	hide := func(key string, texts ...*string) {
		n := 0
		for _, t := range texts {
			if *t != "" {
				*t, n = "", n+1
			}
		}
		if n > 0 {
			p.Public.Hidden = append(p.Public.Hidden, ClassHidden{key, n})
		}
	}
	for _, list := range []struct {
		key   string
		sites []ClassSite
	}{{"sites[].name", p.Sites}, {"others[].name", p.Others}} {
		var names []*string
		for i := range list.sites {
			s := &list.sites[i]
			s.Commitment = record.Sum([]byte(ClassSalt(sealed, s.Number) + s.Name)).String()
			names = append(names, &s.Name)
		}
		hide(list.key, names...)
	}
	v := veil{members: p.numbered(), hide: func(key string, n int) { p.Public.Hidden = append(p.Public.Hidden, ClassHidden{key, n}) }}
	v.over(p)
	var names, english, french []*string
	for i := range p.LeftOut {
		l := &p.LeftOut[i]
		names, english, french = append(names, &l.Name), append(english, &l.Detail), append(french, &l.French)
	}
	hide("not_taken[].name", v.untaken(p)...)
	hide("left_out[].name", names...)
	hide("left_out[].detail", english...)
	hide("left_out[].detail_fr", french...)
	if p.Public.Hidden == nil {
		p.Public.Hidden = []ClassHidden{}
	}
	return p, nil
}

// ClassSalt is what goes before the name of a site in its commitment: 32
// hexadecimal digits.
func ClassSalt(sealed []byte, site int) string {
	secret := sha256.Sum256(append([]byte("constat class salt\n"), sealed...))
	salt := sha256.Sum256(append(secret[:], strconv.Itoa(site)...))
	return hex.EncodeToString(salt[:16])
}
