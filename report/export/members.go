// Package export writes the dossier and the register as CSV, XLSX and JSON.
//
// The files are made on counsel's machine: they hold what the register keeps encrypted.
// Members come out by number, sums are exact, and the same members give the same bytes.
//
// MembersCSV is RFC 4180 in UTF-8 without a byte order mark, lines ended by CRLF, one row a member. A
// text that a spreadsheet would take for a formula (it begins with = + - @, TAB or CR, also behind
// spaces or full-width) gets an apostrophe in front, after a semicolon, a TAB or a line's end inside a cell too; a phone number with its + is such a text.
// Sums and amounts are numbers and stay bare, a sign included: digits can't be a formula. JSON has every text as it was given.
package export

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"constat/store/registry"
)

// MembersCSV writes one row for each member under a row of names. Lists inside a cell are
// joined by "; "; each head of damage has a column for each currency in use.
func MembersCSV(w io.Writer, r Roll) error {
	r = r.sorted()
	members := MembersOf(r.Files)
	columns := slices.Concat(columns(registry.SameName(members)), damageColumns(members), r.fileColumns())
	out := csv.NewWriter(w)
	out.UseCRLF = true
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.name
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for _, m := range members {
		for i, c := range columns {
			row[i] = harmless(c.of(m), c.number)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// membersFile is the JSON of a register. Keys are never absent, but a member has only what it gave.
type membersFile struct {
	Schema       string            `json:"schema"`
	Claim        claimOf           `json:"claim"`
	Members      []registry.Member `json:"members"`
	Completeness []completeness    `json:"completeness"`
	SameName     []sameName        `json:"same_name"`
	Totals       []Total           `json:"totals"`
	Groups       []Band            `json:"groups"`
	Counts       Counts            `json:"counts"`
	Funnel       []Step            `json:"funnel"`
	About        *registry.About   `json:"about"`
	Files        []fileOf          `json:"files"`
	Received     []Received        `json:"received"`
	History      History           `json:"history"`
	Gone         []gone            `json:"withdrawn"`
	Doubts       []Doubt           `json:"doubts"`
}

type claimOf struct {
	Name       string        `json:"name"`
	Created    registry.When `json:"created"`
	Recipients []string      `json:"recipients"`
}

type completeness struct {
	MemberNo int                  `json:"member_no"`
	Percent  int                  `json:"percent"`
	Missing  []registry.FieldName `json:"missing"`
}

type sameName struct {
	MemberNo int   `json:"member_no"`
	Others   []int `json:"others"` // the lowest ten
	More     int   `json:"more"`   // how many besides
}

// MembersJSON writes the register of a claim, schema constat-members/1: the members as
// they were given, how complete each is, which may be one and the same, the totals,
// groups and counts, what the claim is about, nil where that was not said, and of each file what came when.
func MembersJSON(w io.Writer, r Roll) error {
	r = r.sorted()
	claim, about, members := r.Claim, r.About, MembersOf(r.Files)
	f := membersFile{
		Schema:       "constat-members/1",
		Claim:        claimOf{claim.Name, claim.Created, append([]string{}, claim.Recipients...)},
		Members:      members,
		Completeness: []completeness{},
		SameName:     []sameName{},
		Totals:       Totals(members),
		Groups:       Bands(groupsOf(about), members),
		Counts:       CountOf(members),
		Funnel:       Funnel(members),
		About:        about,
		Files:        r.files(),
		Received:     ReceivedFor(r.Files),
		History:      r.history(),
		Gone:         r.gone(),
		Doubts:       append([]Doubt{}, r.Doubts...),
	}
	same := registry.SameName(members)
	for _, m := range members {
		c := m.Complete()
		f.Completeness = append(f.Completeness, completeness{m.MemberNo, c.Percent, append([]registry.FieldName{}, c.Missing...)})
		if n := same[m.MemberNo]; len(n.Others) > 0 {
			f.SameName = append(f.SameName, sameName{m.MemberNo, n.Others, n.More})
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(f)
}

func byNumber(members []registry.Member) []registry.Member {
	sorted := append([]registry.Member{}, members...)
	slices.SortStableFunc(sorted, func(a, b registry.Member) int { return cmp.Compare(a.MemberNo, b.MemberNo) })
	return sorted
}

var numberForm = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// harmless keeps a spreadsheet from running a cell. The list of first characters is
// OWASP's ("CSV Injection").
func harmless(cell string, number bool) string {
	if number && numberForm.MatchString(cell) {
		return cell
	}
	first := strings.TrimLeft(cell, " \u00a0\n")
	cell = innerForm.ReplaceAllString(cell, "$1'$2")
	if first != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(first)[0]) {
		return "'" + cell
	}
	return cell
}

// innerForm is where a spreadsheet that parts cells at ; or TAB, or does not
// heed quotation marks, would see a formula begin inside a cell.
var innerForm = regexp.MustCompile("([;\t\r\n])([ \u00a0]*[=+@＝＋－＠-])")

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
