package seal

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// A Policy says whom a reader believes: c2sp.org/tlog-policy. Lines are
//
//	log VKEY [URL]
//	witness NAME VKEY [URL]
//	group NAME K|any|all MEMBER...
//	quorum NAME|none
//
// with # comments and empty lines. A policy is the only root of trust: nothing
// inside a bundle is one.
type Policy struct {
	Logs      []note.Verifier
	Witnesses map[string]note.Verifier
	Groups    map[string]Group
	Quorum    string // "none", or the name of a witness or group
	keys      map[string]string
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
	p := &Policy{Witnesses: map[string]note.Verifier{}, Groups: map[string]Group{}, keys: map[string]string{}}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, maxPolicy)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Fields(lines.Text())
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if err := p.line(fields); err != nil {
			return nil, fmt.Errorf("policy line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	if p.Quorum == "" {
		return nil, fmt.Errorf("policy: no quorum line; write \"quorum none\" if no witness is asked for")
	}
	return p, nil
}

func (p *Policy) line(f []string) error {
	switch {
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
	return fmt.Errorf("cannot read %q; lines begin with log, witness, group or quorum", strings.Join(f, " "))
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
	if p.named(name) || name == "none" {
		return fmt.Errorf("the name %q is taken", name)
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return fmt.Errorf("witness key %q: %w", vkey, err)
	}
	p.Witnesses[name] = v
	return nil
}

func (p *Policy) group(name, k string, members []string) error {
	if p.named(name) || name == "none" {
		return fmt.Errorf("the name %q is taken", name)
	}
	g := Group{Members: members}
	for _, m := range members {
		if !p.named(m) {
			return fmt.Errorf("group %q: no witness or group %q above this line", name, m)
		}
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
