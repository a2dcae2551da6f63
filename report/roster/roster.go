// Package roster reads lists of members that others kept, for counsel to bring into the register.
//
// A list is a CSV (RFC 4180; comma, semicolon or TAB) or an XLSX file; a map, in
// YAML, says which column is which field of a member, and in which form days
// and amounts are written. Nothing is guessed in silence: where an encoding, a
// separator, the order of day and month or the zone of a time cannot be told
// from the file, reading stops and asks for it.
//
// Errors name the line and the column, never what stands in them: a list is
// full of personal data. Whether two rows are one person is told as same (the
// same e-mail address or enterprise number) or as likely (a name that differs
// at most in case, spaces and punctuation); likely is for counsel to decide.
package roster

import (
	"bytes"
	"encoding/json"
	"strings"

	"constat/store/registry"
)

// Bounds of a list.
const (
	MaxFile    = 64 << 20 // bytes
	MaxRows    = 50_000
	MaxColumns = 500
)

// unpacked bounds what is read of an XLSX file, in bytes; a test lowers it.
var unpacked int64 = 2 * MaxFile

// A Row is one row of a list.
type Row struct {
	Line    int    // of the file, or row of the sheet; the first is 1
	JSON    []byte // the member, as registry.Claim.Add takes it; nil when refused
	Member  registry.Member
	Problem error // a *Problem or *registry.FieldError: why it is refused
	Same    Twins
	Likely  Twins
}

// Twins are other sightings of what may be one member.
type Twins struct {
	Lines   []int // earlier in the list
	Members []int // in the register
}

// None reports whether there are none.
func (t Twins) None() bool { return len(t.Lines)+len(t.Members) == 0 }

// A List is what was read.
type List struct {
	Rows    []Row
	LeftOut []string // titles of columns that the map does not name
	Told    Told
}

// Told is what was told of the file.
type Told struct{ Encoding, Separator, Sheet string }

// Read reads a list. Errors of the whole are *Problem; those of a row stand in it.
func Read(file []byte, m *Map) (*List, error) {
	t, err := tableOf(file, m)
	if err != nil {
		return nil, err
	}
	columns, left, err := m.columns(t.titles)
	if err != nil {
		return nil, err
	}
	l := &List{LeftOut: left, Told: t.told}
	for _, r := range t.rows {
		if !r.blank() {
			l.Rows = append(l.Rows, m.row(r, columns))
		}
	}
	return l, nil
}

func (r record) blank() bool {
	for _, c := range r.cells {
		if strings.TrimSpace(c.text) != "" || c.formula {
			return false
		}
	}
	return r.problem == nil
}

// row builds a member and has the register judge it.
func (m *Map) row(r record, columns []column) Row {
	out := Row{Line: r.line, Problem: r.problem}
	if out.Problem != nil {
		return out
	}
	tree := node{}
	for _, c := range columns {
		v, err := m.value(r.cells[c.at], c)
		if err == nil && v != nil {
			err = tree.set(c.path, v)
		}
		if err != nil {
			out.Problem = &Problem{Line: r.line, Column: c.title, Err: err}
			return out
		}
	}
	for _, c := range m.constants {
		if err := tree.fill(c.path, c.value); err != nil {
			out.Problem = err
			return out
		}
	}
	if tree["source"] == nil {
		tree["source"] = "import"
	}
	b, err := json.Marshal(tree.compact())
	if err == nil {
		out.Member, err = registry.ParseMember(b)
	}
	if err != nil {
		out.Problem = err
		return out
	}
	out.JSON = b
	return out
}

// FindTwins compares the rows with each other and with the members of the register.
func (l *List) FindTwins(members []registry.Member) {
	seen := map[string]Twins{}
	note := func(key string, line, no int) {
		if key == "" {
			return
		}
		t := seen[key]
		if line > 0 {
			t.Lines = append(t.Lines, line)
		} else {
			t.Members = append(t.Members, no)
		}
		seen[key] = t
	}
	for _, m := range members {
		for _, k := range keys(m) {
			note(k, 0, m.MemberNo)
		}
	}
	named := names(members, l.Rows)
	for i := range l.Rows {
		r := &l.Rows[i]
		if r.Problem != nil {
			continue
		}
		for _, k := range keys(r.Member) {
			r.Same.add(seen[k])
			note(k, r.Line, 0)
		}
		r.Likely = named[r.Line]
	}
}

func (t *Twins) add(o Twins) {
	t.Lines, t.Members = append(t.Lines, o.Lines...), append(t.Members, o.Members...)
}

// keys are what no two members share.
func keys(m registry.Member) (all []string) {
	if m.Email != "" {
		all = append(all, "@"+strings.ToLower(string(m.Email)))
	}
	no := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(m.EnterpriseNo))
	if no != "" {
		all = append(all, "#"+no)
	}
	return all
}

// names finds, for each line, the earlier lines and the members of the same name.
func names(members []registry.Member, rows []Row) map[int]Twins {
	const above = registry.MaxMemberNo
	all := append([]registry.Member{}, members...)
	for _, r := range rows {
		if r.Problem == nil {
			m := registry.Member{MemberNo: above + r.Line, Name: r.Member.Name}
			all = append(all, m)
		}
	}
	found := map[int]Twins{}
	for no, same := range registry.SameName(all) {
		if no <= above {
			continue
		}
		t := Twins{}
		for _, o := range same.Others {
			switch {
			case o <= above:
				t.Members = append(t.Members, o)
			case o < no:
				t.Lines = append(t.Lines, o-above)
			}
		}
		if !t.None() {
			found[no-above] = t
		}
	}
	return found
}

// isBook tells an XLSX file, which is a ZIP, from text.
func isBook(file []byte) bool { return bytes.HasPrefix(file, []byte("PK\x03\x04")) }
