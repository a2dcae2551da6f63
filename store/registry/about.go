package registry

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	aboutSchema = "constat-about/1"
	maxAbout    = 1 << 19 // bytes of what a claim is about
	maxVersions = 9999
)

// Both is a line of text in both languages.
type Both struct {
	FR string `json:"fr,omitempty" max:"300"`
	EN string `json:"en,omitempty" max:"300"`
}

// Texts is text of many lines in both languages.
type Texts struct {
	FR string `json:"fr,omitempty" max:"20000" lines:"many"`
	EN string `json:"en,omitempty" max:"20000" lines:"many"`
}

// Of gives the text in a language, "fr" or another.
func (b Both) Of(lang string) string { return choice(lang, b.FR, b.EN) }

// Of gives the text in a language, "fr" or another.
func (t Texts) Of(lang string) string { return choice(lang, t.FR, t.EN) }

func choice(lang, fr, en string) string {
	if lang == "fr" {
		return fr
	}
	return en
}

// About is what a claim is about: whom it is brought against and for what, how
// its members are sorted, and what each of them is asked to agree to. It holds nothing
// of any member. FORMAT.md says what each field holds.
type About struct {
	Title          Both         `json:"title,omitzero"`
	Defendants     []Defendant  `json:"defendants,omitempty" max:"50"`
	Incident       *Window      `json:"incident,omitempty"`
	Jurisdiction   Jurisdiction `json:"jurisdiction,omitempty"`
	Heads          []Head       `json:"heads,omitempty"`
	Groups         []Class      `json:"groups,omitempty"`
	Consent        *Agreement   `json:"consent,omitempty"`
	Contact        *Contact     `json:"contact,omitempty"`
	RetentionUntil Date         `json:"retention_until,omitempty"`
	OpenUntil      Date         `json:"open_until,omitempty"`
}

// Defendant is one whom the claim is brought against.
type Defendant struct {
	Name        string  `json:"name,omitempty"`
	LegalEntity string  `json:"legal_entity,omitempty"`
	Country     Country `json:"country,omitempty"`
}

// Window is when it happened; without To it goes on.
type Window struct {
	From When `json:"from,omitempty"`
	To   When `json:"to,omitempty"`
}

// Agreement is what a member is asked to agree to.
type Agreement struct {
	Purpose Texts `json:"purpose,omitzero"`
	Text    Texts `json:"text,omitzero"`
}

// Version is the digest under which a member's consent names this text.
func (a Agreement) Version() Digest {
	b, err := encode(a)
	if err != nil {
		panic("registry: internal error: " + err.Error()) // strings alone
	}
	return digestOf(b)
}

// Contact is counsel, as the form names it.
type Contact struct {
	Name    string `json:"name,omitempty"`
	Address string `json:"address,omitempty" max:"1000" lines:"many"`
	Email   Email  `json:"email,omitempty" max:"254"`
	Phone   string `json:"phone,omitempty"`
}

// Jurisdiction is under which rules the claim is brought.
type Jurisdiction string

// Jurisdictions are those that are known by name.
var Jurisdictions = []Jurisdiction{"quebec", "france", "belgium", "us-rule-23", "switzerland", "other"}

func (Jurisdiction) choices() []string { return words(Jurisdictions) }

func words[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, w := range list {
		all[i] = string(w)
	}
	return all
}

// aboutFile is about/0001.json and those that follow it.
type aboutFile struct {
	Schema  string `json:"schema"`
	Claim   string `json:"claim"`
	Version int    `json:"version" range:"1-9999"`
	Time    When   `json:"time"`
	About   About  `json:"about"`
}

// ParseAbout reads what a claim is about, freely written as a member's JSON is, and
// refuses what isn't that with a *FieldError. A group of a shipped id needs no more than
// the id: what is left out of it is taken from there.
func ParseAbout(data []byte) (About, error) {
	var a About
	if err := decode(data, maxAbout, &a); err != nil {
		return About{}, err
	}
	for i := range a.Groups {
		a.Groups[i] = a.Groups[i].filled()
	}
	return a, a.check()
}

func (a About) check() error {
	if a.Consent == nil {
		return &FieldError{Field: "consent", Fault: FaultNeeded}
	}
	for _, t := range []struct {
		path   string
		fr, en string
	}{
		{"title", a.Title.FR, a.Title.EN},
		{"consent.purpose", a.Consent.Purpose.FR, a.Consent.Purpose.EN},
		{"consent.text", a.Consent.Text.FR, a.Consent.Text.EN},
	} {
		if err := inBoth(t.path, t.fr, t.en); err != nil {
			return err
		}
	}
	for i, d := range a.Defendants {
		if d.Name == "" {
			return &FieldError{Field: nth("defendants", i) + ".name", Fault: FaultNeeded}
		}
	}
	for i, h := range a.Heads {
		if slices.Contains(a.Heads[:i], h) {
			return &FieldError{Field: nth("heads", i), Fault: FaultTwice}
		}
	}
	return a.checkWhoAndWhen()
}

func (a About) checkWhoAndWhen() error {
	switch {
	case len(a.Defendants) == 0:
		return &FieldError{Field: "defendants", Fault: FaultNeeded}
	case a.Incident == nil || a.Incident.From == "":
		return &FieldError{Field: "incident.from", Fault: FaultNeeded}
	case a.Jurisdiction == "":
		return &FieldError{Field: "jurisdiction", Fault: FaultNeeded}
	case a.Contact == nil || a.Contact.Name == "":
		return &FieldError{Field: "contact.name", Fault: FaultNeeded}
	case a.RetentionUntil == "":
		return &FieldError{Field: "retention_until", Fault: FaultNeeded}
	}
	return checkGroups(a.Groups)
}

func inBoth(path, fr, en string) error {
	if fr == "" || en == "" {
		return &FieldError{Field: path, Fault: FaultBoth}
	}
	return nil
}

// SetAbout writes down what the claim is about, as a new version; those before it
// stay. The same as the newest is no new version. A claim of an earlier form is
// brought up to date by it.
func (c *Claim) SetAbout(aboutJSON []byte, now time.Time) (version int, err error) {
	a, err := ParseAbout(aboutJSON)
	if err == nil {
		err = c.upgrade()
	}
	if err == nil {
		version, err = c.putAbout(a, instant(now))
	}
	if err != nil {
		return 0, fmt.Errorf("write down what claim %q is about: %w", c.Name, err)
	}
	return version, nil
}

func (c *Claim) upgrade() error {
	if c.Schema == claimSchema {
		return nil
	}
	h := c.Header
	h.Schema = claimSchema
	b, err := encode(h)
	if err == nil {
		err = os.Mkdir(filepath.Join(c.dir, "about"), 0o700)
	}
	if err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	if err := putFile(c.dir, "claim.json", b, nil); err != nil {
		return err
	}
	c.Schema = claimSchema
	return nil
}

func (c *Claim) putAbout(a About, now When) (int, error) {
	for {
		all, err := c.abouts()
		if err != nil {
			return 0, err
		}
		last := 0
		if len(all) > 0 {
			last = all[len(all)-1]
			if f, err := c.aboutAt(last); err == nil && sameAbout(f.About, a) {
				return last, nil
			}
		}
		if last == maxVersions {
			return 0, ErrTooMuch
		}
		b, err := encode(aboutFile{aboutSchema, c.Name, last + 1, now, a})
		if err != nil {
			return 0, err
		}
		err = putNewFile(filepath.Join(c.dir, "about"), aboutName(last+1), b, c.reached)
		if !errors.Is(err, ErrExists) {
			return last + 1, err
		}
	}
}

func sameAbout(a, b About) bool {
	x, err := encode(a)
	y, err2 := encode(b)
	return err == nil && err2 == nil && string(x) == string(y)
}

func aboutName(version int) string { return fmt.Sprintf("%04d.json", version) }

var aboutForm = regexp.MustCompile(`^[0-9]{4}\.json$`)

// abouts lists the versions there are, ascending.
func (c *Claim) abouts() ([]int, error) {
	all, err := os.ReadDir(filepath.Join(c.dir, "about"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var versions []int
	for _, e := range all {
		if aboutForm.MatchString(e.Name()) {
			v, _ := strconv.Atoi(strings.TrimSuffix(e.Name(), ".json"))
			versions = append(versions, v)
		}
	}
	return versions, err
}

func (c *Claim) aboutAt(version int) (aboutFile, error) {
	var f aboutFile
	b, err := readFile(filepath.Join(c.dir, "about", aboutName(version)), maxAbout)
	if err != nil {
		return f, err
	}
	if err := decodeCanonical(b, maxAbout, &f); err != nil {
		return f, fmt.Errorf("about/%s: %w", aboutName(version), err)
	}
	if f.Schema != aboutSchema || f.Claim != c.Name || f.Version != version || !isInstant(string(f.Time)) {
		return f, fmt.Errorf("about/%s is version %d of claim %q, schema %q", aboutName(version), f.Version, f.Claim, f.Schema)
	}
	return f, f.About.check()
}

// About gives the newest version of what the claim is about; ErrNoAbout, wrapped,
// when nothing was written down yet.
func (c *Claim) About() (About, error) {
	all, err := c.abouts()
	if err == nil && len(all) == 0 {
		err = ErrNoAbout
	}
	if err != nil {
		return About{}, fmt.Errorf("claim %q: %w", c.Name, err)
	}
	f, err := c.aboutAt(all[len(all)-1])
	if err != nil {
		return About{}, fmt.Errorf("claim %q: %w", c.Name, err)
	}
	return f.About, nil
}

// Agreement finds the text that a member's consent names, in any version of what
// the claim is about; false when there is none.
func (c *Claim) Agreement(version string) (Agreement, bool) {
	all, err := c.abouts()
	if err != nil {
		return Agreement{}, false
	}
	for _, v := range slices.Backward(all) {
		f, err := c.aboutAt(v)
		if err == nil && f.About.Consent != nil && string(f.About.Consent.Version()) == version {
			return *f.About.Consent, true
		}
	}
	return Agreement{}, false
}

func digestOf(b []byte) Digest {
	sum := sha256.Sum256(b)
	return Digest(hex.EncodeToString(sum[:]))
}
