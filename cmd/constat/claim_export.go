package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"constat/report/export"
	"constat/report/lang"
	"constat/store/registry"
)

// claimFormats are the forms of an export, with the end of a file's name that stands for each.
var claimFormats = []string{"csv", "xlsx", "json"}

func (c *claimCommand) export(ctx context.Context, args []string) int {
	if err := c.checkExport(args); err != "" {
		return c.misused("%s", err)
	}
	claim, members, err := c.decrypt(args[0])
	if err != nil {
		return c.failed(args[0], err)
	}
	if err := ctx.Err(); err != nil {
		return c.failed(args[0], err)
	}
	var b bytes.Buffer
	if err = c.exportAs(&b, c.format, claim, members); err == nil {
		err = c.write(b.Bytes())
	}
	if err != nil {
		return c.failed(c.output, err)
	}
	c.printExported(members)
	return 0
}

// exportAs writes the members in one of claimFormats.
func (c *claimCommand) exportAs(b *bytes.Buffer, format string, claim *registry.Claim, members []registry.Member) error {
	language, err := lang.For(c.lang)
	if err != nil {
		return err
	}
	switch format {
	case "csv":
		return export.MembersCSV(b, members)
	case "xlsx":
		return export.MembersXLSX(b, claim.Header, members, language)
	}
	return export.MembersJSON(b, claim.Header, members)
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

func (c *claimCommand) decrypt(name string) (*registry.Claim, []registry.Member, error) {
	claim, err := registry.Open(c.dir, name)
	if err != nil {
		return nil, nil, err
	}
	key, err := os.Open(c.identity)
	if err != nil {
		return nil, nil, err
	}
	defer key.Close()
	members, err := claim.Members(key)
	return claim, members, err
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
		if others := same[m.MemberNo]; len(others) > 0 && others[0] > m.MemberNo {
			c.say("À vérifier : le membre %d porte le même nom que %s.", "To be checked: member %d has the same name as %s.", m.MemberNo, strings.Trim(fmt.Sprint(others), "[]"))
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
