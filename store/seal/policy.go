package seal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// A Policy says whom a reader believes: c2sp.org/tlog-policy. Lines are
//
//	log VKEY [URL]
//	witness NAME VKEY [URL]
//	group NAME K|any|all MEMBER...
//	quorum NAME|none
//	authority NAME
//	signer NAME
//
// with # comments and empty lines, in UTF-8; a byte order mark, which some
// editors put before it, is passed over. The last two are additions of ours: they may
// stand anywhere, and one or more certificates follow as PEM blocks (RFC 7468):
// the time-stamping authority's roots; the certificates of who signs reports,
// or the roots of whoever issued them. A policy is the only root of trust:
// nothing inside a bundle is one.
type Policy struct {
	Logs      []note.Verifier
	Witnesses map[string]*Witness
	Groups    map[string]Group
	Quorum    string // "none", or the name of a witness or group
	// Authorities have names and roots of their own each: two stamps under two
	// of these names come from two roots.
	Authorities []*Authority
	Signers     []*Signer
	keys        map[string]string
	grouped     map[string]string // member → the group that has it
}

// A Group is satisfied when K of its members are.
type Group struct {
	K       int
	Members []string
}

const maxPolicy = 1 << 20

// ParsePolicy reads a policy. Errors carry the line.
func ParsePolicy(text []byte) (*Policy, error) {
	if len(text) > maxPolicy {
		return nil, fmt.Errorf("policy of %d bytes, at most %d", len(text), maxPolicy)
	}
	if bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff}) {
		return nil, errors.New("policy: it is written in UTF-16; save it as UTF-8")
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	p := &Policy{Witnesses: map[string]*Witness{}, Groups: map[string]Group{}, keys: map[string]string{}, grouped: map[string]string{}}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, maxPolicy)
	r := policyReader{Policy: p}
	n := 1
	for ; lines.Scan(); n++ {
		if err := r.read(strings.TrimSpace(lines.Text())); err != nil {
			return nil, fmt.Errorf("policy line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	if err := r.finish(); err != nil {
		return nil, fmt.Errorf("policy line %d: %w", n-1, err)
	}
	if p.Quorum == "" {
		return nil, fmt.Errorf("policy: no quorum line; write \"quorum none\" if no witness is asked for")
	}
	return p, nil
}

// policyReader reads a policy line by line.
type policyReader struct {
	*Policy
	above string           // "authority" or "signer", which may have (more) certificates; or ""
	block *strings.Builder // the base64 of a certificate, so far
}

func (r *policyReader) read(line string) error {
	switch {
	case r.block != nil && line == pemEnd:
		body := r.block.String()
		r.block = nil
		if r.above == "signer" {
			return r.certificate(body)
		}
		return r.root(body)
	case r.block != nil:
		r.block.WriteString(line)
		return nil
	case line == pemBegin && r.above == "":
		return errors.New("a certificate belongs below an \"authority NAME\" or a \"signer NAME\" line")
	case line == pemBegin:
		r.block = new(strings.Builder)
		return nil
	}
	fields := strings.Fields(line)
	if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
		return nil
	}
	if err := r.finish(); err != nil {
		return err
	}
	if r.above = ""; fields[0] == "authority" || fields[0] == "signer" {
		r.above = fields[0]
	}
	return r.line(fields)
}

// finish refuses what was begun and not ended.
func (r *policyReader) finish() error {
	if r.block != nil {
		return errors.New("a certificate without its END line")
	}
	switch r.above {
	case "authority":
		if a := r.Authorities[len(r.Authorities)-1]; len(a.Digests) == 0 {
			return fmt.Errorf("no certificate follows the authority %q", a.Name)
		}
	case "signer":
		if s := r.Signers[len(r.Signers)-1]; len(s.certificates) == 0 {
			return fmt.Errorf("no certificate follows the signer %q", s.Name)
		}
	}
	return nil
}

func (p *Policy) line(f []string) error {
	switch {
	case f[0] == "authority" && len(f) == 2:
		return p.authority(f[1])
	case f[0] == "signer" && len(f) == 2:
		return p.signer(f[1])
	case p.Quorum != "" && f[0] != "log":
		return fmt.Errorf("%q after the quorum line", f[0])
	case f[0] == "log" && (len(f) == 2 || len(f) == 3):
		return p.log(f[1])
	case f[0] == "witness" && (len(f) == 3 || len(f) == 4):
		return p.witness(f[1], f[2])
	case f[0] == "group" && len(f) >= 4:
		return p.group(f[1], f[2], f[3:])
	case f[0] == "quorum" && len(f) == 2:
		return p.quorum(f[1])
	}
	return fmt.Errorf("cannot read %q; lines begin with log, witness, group, quorum, authority or signer", strings.Join(f, " "))
}

func (p *Policy) log(vkey string) error {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return fmt.Errorf("log key %q: %w", vkey, err)
	}
	for _, have := range p.Logs {
		if have.Name() == v.Name() && have.KeyHash() == v.KeyHash() {
			return fmt.Errorf("log %q is listed twice", v.Name())
		}
	}
	p.Logs = append(p.Logs, v)
	p.keys[vkey] = vkey
	return nil
}

func (p *Policy) witness(name, vkey string) error {
	if p.taken(name) {
		return fmt.Errorf("the name %q is taken", name)
	}
	w, err := ParseWitness(vkey)
	if err != nil {
		return err
	}
	for other, have := range p.Witnesses {
		if have.key.Equal(w.key) || have.name == w.name && have.id == w.id {
			return fmt.Errorf("witness %q has the key of %q; one witness under two names would count twice", name, other)
		}
	}
	p.Witnesses[name] = w
	return nil
}

func (p *Policy) group(name, k string, members []string) error {
	if p.taken(name) {
		return fmt.Errorf("the name %q is taken", name)
	}
	g := Group{Members: members}
	for _, m := range members {
		if !p.named(m) {
			return fmt.Errorf("group %q: no witness or group %q above this line", name, m)
		}
		// c2sp.org/tlog-policy, "Defining a witness group": a witness counts in
		// one way only.
		if other, ok := p.grouped[m]; ok {
			return fmt.Errorf("group %q: %q is a member of %q already", name, m, other)
		}
		p.grouped[m] = name
	}
	switch k {
	case "any":
		g.K = 1
	case "all":
		g.K = len(members)
	default:
		if _, err := fmt.Sscanf(k, "%d", &g.K); err != nil || g.K < 1 || g.K > len(members) || fmt.Sprint(g.K) != k {
			return fmt.Errorf("group %q: %q is not any, all or 1 to %d", name, k, len(members))
		}
	}
	p.Groups[name] = g
	return nil
}

func (p *Policy) quorum(name string) error {
	if name != "none" && !p.named(name) {
		return fmt.Errorf("quorum: no witness or group %q above this line", name)
	}
	p.Quorum = name
	return nil
}

func (p *Policy) named(name string) bool {
	_, w := p.Witnesses[name]
	_, g := p.Groups[name]
	return w || g
}

// taken reports whether nothing new may be called name.
func (p *Policy) taken(name string) bool {
	return name == "none" || p.named(name) ||
		slices.ContainsFunc(p.Authorities, func(a *Authority) bool { return a.Name == name }) ||
		slices.ContainsFunc(p.Signers, func(s *Signer) bool { return s.Name == name })
}

// HasKey reports whether the policy lists exactly this log key.
func (p *Policy) HasKey(vkey string) bool { _, ok := p.keys[vkey]; return ok }

// HasOrigin reports whether the policy lists a key for the log called origin.
func (p *Policy) HasOrigin(origin string) bool {
	for _, v := range p.Logs {
		if v.Name() == origin {
			return true
		}
	}
	return false
}

// Naming returns the line of a policy that names w after its own key.
func Naming(w *Witness) string {
	return fmt.Sprintf("witness %s+%x %s\n", w.name, w.id, w)
}
