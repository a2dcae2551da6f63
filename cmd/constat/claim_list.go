package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"constat/report/export"
	"constat/store/registry"
)

// The JSON of `constat claim list`, the same with a name and without.
type listedClaims struct {
	Claims []listedClaim `json:"claims"`
}

type listedClaim struct {
	Claim      string         `json:"claim"`
	Created    string         `json:"created"`
	Recipients []string       `json:"recipients"`
	Members    []listedMember `json:"members"`
	Doubts     []export.Doubt `json:"doubts"` // why parts of it may not be what was received
}

type listedMember struct {
	MemberNo int      `json:"member_no"`
	Time     string   `json:"time"`
	Percent  int      `json:"percent"`
	Missing  []string `json:"missing"`
	SHA256   string   `json:"sha256"`
	Size     int64    `json:"size"`
}

// list shows what is known without a key. Entries that can't be read are complained of
// one by one, and the others shown all the same.
func (c *claimCommand) list(ctx context.Context, args []string) int {
	if len(args) > 1 {
		return c.misused(c.text("list veut un registre au plus : constat claim list [NOM]", "list takes one claim at most: constat claim list [NAME]"))
	}
	names, err := args, error(nil)
	if len(args) == 0 {
		names, err = registry.Names(c.dir)
	}
	status := 0
	if err != nil {
		status = c.failed(c.dir, err)
	}
	all := listedClaims{Claims: []listedClaim{}}
	for _, name := range names {
		one, err := c.listClaim(ctx, name)
		if err != nil {
			status = c.failed(name, err)
		}
		c.warn(one.Doubts)
		if one.Claim != "" {
			all.Claims = append(all.Claims, one)
		}
	}
	if err := c.printList(all, len(args) == 1); err != nil {
		return 2
	}
	return status
}

func (c *claimCommand) listClaim(ctx context.Context, name string) (listedClaim, error) {
	claim, err := registry.Open(c.dir, name)
	if err != nil {
		return listedClaim{}, err
	}
	one := listedClaim{claim.Name, string(claim.Created), claim.Recipients, []listedMember{}, []export.Doubt{}}
	entries, err := claim.List()
	for _, e := range entries {
		one.Members = append(one.Members, listedMember{e.MemberNo, string(e.Time), e.Completeness.Percent, names(e.Completeness.Missing), string(e.SHA256), e.Size})
	}
	gone, _ := claim.Tombstones() // what can't be read has been complained of
	one.Doubts = append(one.Doubts, c.doubts(ctx, claim, partsInClear(claim), gone)...)
	return one, err
}

func (c *claimCommand) printList(all listedClaims, one bool) error {
	if c.asJSON {
		return printJSON(c.stdout, all)
	}
	table := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	switch {
	case one && len(all.Claims) == 1:
		c.printMembers(table, all.Claims[0])
	case !one && len(all.Claims) == 0:
		c.say("Aucun registre dans %s ; constat claim new en crée un.", "No claim in %s; constat claim new makes one.", c.dir)
	case !one:
		c.printClaims(table, all)
	}
	return table.Flush()
}

func (c *claimCommand) printClaims(table *tabwriter.Writer, all listedClaims) {
	fmt.Fprintln(table, c.text("REGISTRE\tCRÉÉ\tMEMBRES\tCOMPLETS\tCLÉS", "CLAIM\tCREATED\tMEMBERS\tCOMPLETE\tKEYS"))
	for _, one := range all.Claims {
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\n", one.Claim, one.Created, len(one.Members), complete(one), len(one.Recipients))
	}
}

func (c *claimCommand) printMembers(table *tabwriter.Writer, one listedClaim) {
	c.say("%s. Membres : %d ; complets : %d.", "%s. Members: %d; complete: %d.", one.Claim, len(one.Members), complete(one))
	if len(one.Members) == 0 {
		return
	}
	fmt.Fprintln(table, c.text("NO\tREÇU\tCOMPLET\tIL MANQUE", "NO\tRECEIVED\tCOMPLETE\tMISSING"))
	for _, m := range one.Members {
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\n", m.MemberNo, m.Time, fmt.Sprintf(c.text("%d %%", "%d%%"), m.Percent), first(m.Missing, 4))
	}
}

func complete(one listedClaim) int {
	n := 0
	for _, m := range one.Members {
		if m.Percent == 100 {
			n++
		}
	}
	return n
}

// first shows the first few of the names, and how many more there are.
func first(names []string, few int) string {
	if len(names) > few {
		return fmt.Sprintf("%s, … (+%d)", strings.Join(names[:few], ", "), len(names)-few)
	}
	return strings.Join(names, ", ")
}

func names(fields []registry.FieldName) []string {
	s := make([]string, len(fields))
	for i, f := range fields {
		s[i] = string(f)
	}
	return s
}

// each calls f for every error of a joined one.
func eachError(err error, f func(error)) {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		for _, e := range joined.Unwrap() {
			eachError(e, f)
		}
		return
	}
	f(err)
}
