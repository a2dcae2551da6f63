package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"constat/report/export"
	"constat/store/registry"
)

// claimCommand is one run of `constat claim`.
type claimCommand struct {
	lang           string
	dir            string // the folder of the claims, beside the configuration
	stdout, stderr io.Writer

	recipients               []string
	identity, format, output string
	asJSON, force            bool
}

// claimFlags are the flags that each subcommand takes, beside --config, --lang and --help.
var claimFlags = map[string][]string{
	"new":    {"recipient"},
	"add":    {},
	"list":   {"json"},
	"export": {"identity", "format", "output", "force"},
}

// claimCmd keeps the register of the class members. It returns 0 when all was done,
// 2 when not: then no output file was written, and no member that it didn't print.
func claimCmd(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := &claimCommand{stdout: stdout, stderr: stderr}
	flags, config, lang := c.flags()
	err := flags.Parse(args)
	c.lang = language(*lang)
	if err != nil {
		c.lang = language(langIn(args)) // the mistake may stand before --lang
	}
	c.dir = filepath.Join(filepath.Dir(*config), "claims")
	switch {
	case errors.Is(err, pflag.ErrHelp):
		fmt.Fprint(stdout, c.text(claimHelpFR, claimHelpEN))
		return 0
	case err != nil:
		return c.misused("%s", c.flagError(err))
	case *lang != "" && *lang != "fr" && *lang != "en":
		return c.misused(c.text("--lang veut fr ou en", "--lang takes fr or en"))
	case flags.NArg() == 0:
		return c.misused(c.text("que faire ? new, add, list ou export", "do what? new, add, list or export"))
	}
	return c.run(ctx, flags, flags.Arg(0), flags.Args()[1:])
}

// langIn finds --lang in a command line that can't be parsed.
func langIn(args []string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return v
		}
		if a == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

func (c *claimCommand) flags() (flags *pflag.FlagSet, config, lang *string) {
	flags = pflag.NewFlagSet("claim", pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	config = flags.String("config", "constat.yaml", "")
	lang = flags.String("lang", "", "")
	flags.StringArrayVar(&c.recipients, "recipient", nil, "")
	flags.StringVar(&c.identity, "identity", "", "")
	flags.StringVar(&c.format, "format", "", "")
	flags.StringVarP(&c.output, "output", "o", "", "")
	flags.BoolVar(&c.asJSON, "json", false, "")
	flags.BoolVar(&c.force, "force", false, "")
	return flags, config, lang
}

func (c *claimCommand) run(ctx context.Context, flags *pflag.FlagSet, what string, args []string) int {
	takes, ok := claimFlags[what]
	if !ok {
		return c.misused(c.text("%q n'existe pas ; il y a new, add, list et export", "there is no %q; there are new, add, list and export"), what)
	}
	var strange string
	flags.Visit(func(f *pflag.Flag) {
		if f.Name != "config" && f.Name != "lang" && !slices.Contains(takes, f.Name) {
			strange = f.Name
		}
	})
	if strange != "" {
		return c.misused(c.text("%s ne prend pas --%s", "%s does not take --%s"), what, strange)
	}
	switch what {
	case "new":
		return c.create(args)
	case "add":
		return c.add(ctx, args)
	case "list":
		return c.list(args)
	}
	return c.export(ctx, args)
}

func (c *claimCommand) create(args []string) int {
	if len(args) != 1 {
		return c.misused(c.text("new veut un nom : constat claim new NOM --recipient age1…", "new takes one name: constat claim new NAME --recipient age1…"))
	}
	if len(c.recipients) == 0 {
		return c.misused(c.text("--recipient manque : la clé publique de l'avocat, que « age-keygen » lui donne (age1…)",
			"--recipient is missing: counsel's public key, as \"age-keygen\" prints it (age1…)"))
	}
	claim, err := registry.Create(c.dir, args[0], c.recipients, time.Now())
	if err != nil {
		return c.failed(args[0], err)
	}
	c.say("Registre %s créé dans %s.", "Claim %s made in %s.", claim.Name, filepath.Join(c.dir, claim.Name))
	c.say("Chaque membre sera chiffré pour %s ; cette machine ne pourra pas le relire.",
		"Every member will be encrypted to %s; this machine will not be able to read it.", claim.Readers())
	if len(claim.Recipients) == 1 {
		c.say("Une seule clé : si elle est perdue, tout l'est. Une seconde se donne par un second --recipient, à la création.",
			"There is one key: if it is lost, so is everything. A second one is given by a second --recipient, when the claim is made.")
	}
	return 0
}

func (c *claimCommand) add(ctx context.Context, args []string) int {
	if len(args) < 2 {
		return c.misused(c.text("add veut un registre et au moins un fichier : constat claim add NOM membre.json", "add takes a claim and at least one file: constat claim add NAME member.json"))
	}
	claim, err := registry.Open(c.dir, args[0])
	if err != nil {
		return c.failed(args[0], err)
	}
	members, ok := c.readMembers(claim, args[1:])
	if !ok {
		c.complain(c.text("Rien n'a été ajouté.", "Nothing was added."))
		return 2
	}
	for i, m := range members {
		if err := ctx.Err(); err != nil {
			return c.failed(args[1+i], err)
		}
		r, err := claim.Add(m, time.Now())
		if err != nil {
			return c.failed(args[1+i], err)
		}
		c.printReceipt(r)
	}
	return 0
}

// readMembers reads all files before the first is added, and says what is wrong with each.
func (c *claimCommand) readMembers(claim *registry.Claim, paths []string) (members [][]byte, ok bool) {
	taken := map[int]string{}
	entries, _ := claim.List() // what can't be read there is no reason not to add
	for _, e := range entries {
		taken[e.MemberNo] = claim.Name
	}
	ok = true
	for _, path := range paths {
		b, err := readBounded(path, registry.MaxMember)
		var m registry.Member
		if err == nil {
			m, err = registry.ParseMember(b)
		}
		if err == nil && m.MemberNo != 0 && taken[m.MemberNo] != "" {
			err = fmt.Errorf("member_no %d: %w (%s)", m.MemberNo, registry.ErrTaken, taken[m.MemberNo])
		}
		if err != nil {
			ok = c.failed(path, err) == 0
			continue
		}
		if m.MemberNo != 0 {
			taken[m.MemberNo] = path
		}
		members = append(members, b)
	}
	return members, ok
}

func (c *claimCommand) printReceipt(r registry.Receipt) {
	c.say("Membre %d reçu, complet à %d %%.", "Member %d received, %d%% complete.", r.MemberNo, r.Completeness.Percent)
	c.say("  SHA-256 : %s", "  SHA-256: %s", r.Digest)
	if len(r.Completeness.Missing) > 0 {
		c.say("  il manque : %s", "  missing: %s", strings.Join(names(r.Completeness.Missing), ", "))
	}
}

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
	if c.format == "csv" {
		err = export.MembersCSV(&b, members)
	} else {
		err = export.MembersJSON(&b, claim.Header, members)
	}
	if err == nil {
		err = c.write(b.Bytes())
	}
	if err != nil {
		return c.failed(c.output, err)
	}
	c.printExported(members)
	return 0
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
		return c.text("--identity manque : le fichier de la clé secrète de l'avocat ; sans elle personne ne lit le registre", "--identity is missing: the file with counsel's secret key; without it nobody reads the register")
	case c.output == "":
		return c.text("-o manque : le fichier à écrire, ou - pour la sortie standard", "-o is missing: the file to write, or - for standard output")
	case c.format != "csv" && c.format != "json":
		return c.text("--format veut csv ou json", "--format takes csv or json")
	case c.output != "-" && !c.force && exists(c.output):
		return fmt.Sprintf(c.text("%s existe déjà ; --force le remplace", "%s exists already; --force replaces it"), c.output)
	}
	return ""
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
