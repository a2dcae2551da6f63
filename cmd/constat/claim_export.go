package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"constat/report/export"
	"constat/report/lang"
	"constat/report/pdf"
	"constat/store/registry"
)

// claimFormats are the forms of an export. The end of a file's name stands for
// each but notice, the CSV of those whom notices go to.
var claimFormats = []string{"csv", "xlsx", "json", "pdf", "notice"}

// showing are the flags of what shows members on paper.
type showing struct {
	paper string
}

func showFlags(c *claimCommand, flags *pflag.FlagSet) {
	flags.StringVar(&c.paper, "paper", "", "")
}

func (c *claimCommand) export(ctx context.Context, args []string) int {
	if err := c.checkExport(args); err != "" {
		return c.misused("%s", err)
	}
	claim, r, err := c.decrypt(ctx, args[0])
	if err != nil {
		return c.failed(args[0], err)
	}
	if err := ctx.Err(); err != nil {
		return c.failed(args[0], err)
	}
	r, err = c.chosen(r)
	if err != nil {
		return c.failed(args[0], err)
	}
	var b bytes.Buffer
	if err = c.exportAs(&b, c.format, claim, r); err == nil {
		err = c.write(b.Bytes())
	}
	if err != nil {
		return c.failed(c.output, err)
	}
	c.printExported(export.MembersOf(r.Files))
	return 0
}

// exportAs writes the members in one of claimFormats.
func (c *claimCommand) exportAs(b *bytes.Buffer, format string, claim *registry.Claim, r export.Roll) error {
	language, err := lang.For(c.lang)
	if err != nil {
		return err
	}
	switch format {
	case "csv":
		return export.MembersCSV(b, r)
	case "xlsx":
		return export.MembersXLSX(b, r, language)
	case "notice":
		return export.NoticeCSV(b, export.MembersOf(r.Files))
	case "pdf":
		return pdf.WriteMembers(b, r.Files, c.sheetsOf(claim, r))
	}
	return export.MembersJSON(b, r)
}

// aboutOf is what the claim is about; nil where that was not said, or can't be read.
func aboutOf(claim *registry.Claim) *registry.About {
	about, err := claim.About()
	if err != nil {
		return nil
	}
	return &about
}

// sheetsOf says how the sheets of members are laid out: on the paper of the
// forum, dated as the register's newest entry.
func (c *claimCommand) sheetsOf(claim *registry.Claim, r export.Roll) pdf.MemberOptions {
	o := pdf.MemberOptions{Lang: c.lang, Paper: c.paper, Claim: claim.Name, Version: version, At: newest(claim), Ownership: r.Ownership, Doubts: map[int][]string{}}
	for _, d := range r.Doubts {
		o.Doubts[d.MemberNo] = append(o.Doubts[d.MemberNo], d.Why)
	}
	about := aboutOf(claim)
	if o.Paper == "" && about != nil && about.Jurisdiction != "quebec" && about.Jurisdiction != "us-rule-23" {
		o.Paper = "a4"
	}
	return o
}

// newest is when the register was last written to, as its entries say.
func newest(claim *registry.Claim) time.Time {
	last := string(claim.Created)
	entries, _ := claim.List() // what can't be read has been complained of
	for _, e := range entries {
		last = max(last, string(e.Time))
	}
	t, _ := time.Parse(time.RFC3339, last)
	return t
}

var errNoMember = errors.New("no such member in the register")

// chosen keeps the member that --member names, a flag of check; all without it.
func (c *claimCommand) chosen(r export.Roll) (export.Roll, error) {
	no := c.checking.member
	if no == 0 {
		return r, nil
	}
	r.Files = slices.DeleteFunc(r.Files, func(f registry.File) bool { return f.Member.MemberNo != no })
	r.Doubts = slices.DeleteFunc(r.Doubts, func(d export.Doubt) bool { return d.MemberNo != no })
	r.Gone = nil
	if len(r.Files) == 0 {
		return r, &registry.MemberError{File: fmt.Sprint(no), Err: errNoMember}
	}
	return r, nil
}

// checkExport finds what is missing before anything is decrypted; "" when nothing is.
func (c *claimCommand) checkExport(args []string) string {
	if c.format == "" {
		c.format = strings.TrimPrefix(strings.ToLower(filepath.Ext(c.output)), ".")
	}
	switch {
	case len(args) != 1:
		return c.text("export veut un registre : constat claim export NOM --identity CLÉ -o FICHIER.csv", "export takes one claim: constat claim export NAME --identity KEY -o FILE.csv")
	case c.identity == "":
		return c.noIdentity()
	case c.output == "":
		return c.text("-o manque : le fichier à écrire, ou - pour la sortie standard", "-o is missing: the file to write, or - for standard output")
	case !slices.Contains(claimFormats, c.format):
		return fmt.Sprintf(c.text("--format veut un de ceux-ci : %s", "--format takes one of these: %s"), strings.Join(claimFormats, ", "))
	case c.paper != "" && c.paper != "letter" && c.paper != "a4":
		return c.text("--paper veut letter ou a4", "--paper takes letter or a4")
	case c.output != "-" && !c.force && exists(c.output):
		return c.existsAlready(c.output)
	}
	return ""
}

func (c *claimCommand) noIdentity() string {
	return c.text("--identity manque : le fichier de la clé secrète de l'avocat ; sans elle personne ne lit le registre", "--identity is missing: the file with counsel's secret key; without it nobody reads the register")
}

func (c *claimCommand) existsAlready(path string) string {
	return fmt.Sprintf(c.text("%s existe déjà ; --force le remplace", "%s exists already; --force replaces it"), path)
}

func (c *claimCommand) write(data []byte) error {
	if c.output == "-" {
		_, err := c.stdout.Write(data)
		return err
	}
	return writeWhole(c.output, data, c.force)
}

// printExported speaks on stderr when the export itself is on stdout.
func (c *claimCommand) printExported(members []registry.Member) {
	if c.output == "-" {
		c.stdout = c.stderr
	} else {
		c.say("Membres écrits dans %s : %d. Ce fichier est en clair, lisible de vous seul (mode 0600).", "Members written to %s: %d. The file is in clear, readable by you alone (mode 0600).", c.output, len(members))
	}
	same := registry.SameName(members)
	for _, m := range members {
		if n := same[m.MemberNo]; len(n.Others) > 0 && n.Others[0] > m.MemberNo {
			more := ""
			if n.More > 0 {
				more = fmt.Sprintf(c.text(" et %d autres", " and %d others"), n.More)
			}
			c.say("À vérifier : le membre %d porte le même nom que %s%s.", "To be checked: member %d has the same name as %s%s.", m.MemberNo, strings.Trim(fmt.Sprint(n.Others), "[]"), more)
		}
	}
}

// schema prints the JSON Schema of what export writes as JSON.
func (c *claimCommand) schema(_ context.Context, args []string) int {
	if len(args) != 0 {
		return c.misused(c.text("schema ne veut rien d'autre", "schema takes nothing else"))
	}
	if _, err := c.stdout.Write(export.Schema); err != nil {
		return 2
	}
	return 0
}
