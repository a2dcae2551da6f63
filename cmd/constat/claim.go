package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

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
	topic                    claimAbout
	proof                    claimProof
	config                   string // the path given, or the default
	checking                 claimChecking
	bringing
	showing
	freezing
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
	c.dir, c.config = filepath.Join(filepath.Dir(*config), claimsName), *config
	switch {
	case errors.Is(err, pflag.ErrHelp):
		fmt.Fprint(stdout, c.help())
		return 0
	case err != nil:
		return c.misused("%s", flagMistake(err, "claim").In(c.lang))
	case *lang != "" && *lang != "fr" && *lang != "en":
		return c.misused(c.text("--lang veut fr ou en", "--lang takes fr or en"))
	case flags.NArg() == 0:
		return c.misused(c.text("que faire ? %s", "do what? %s"), c.verbNames("ou", "or"))
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
	for _, v := range claimVerbs() {
		if v.flags != nil {
			v.flags(c, flags)
		}
	}
	return flags, config, lang
}

func (c *claimCommand) run(ctx context.Context, flags *pflag.FlagSet, what string, args []string) int {
	verbs := claimVerbs()
	i := slices.IndexFunc(verbs, func(v claimVerb) bool { return v.name == what })
	if i < 0 {
		return c.misused(c.text("%q n'existe pas ; il y a %s", "there is no %q; there are %s"), what, c.verbNames("et", "and"))
	}
	var strange string
	flags.Visit(func(f *pflag.Flag) {
		if f.Name != "config" && f.Name != "lang" && !slices.Contains(verbs[i].takes, f.Name) {
			strange = f.Name
		}
	})
	if strange != "" {
		return c.misused(c.text("%s ne prend pas --%s", "%s does not take --%s"), what, strange)
	}
	return verbs[i].run(c, ctx, args)
}

func (c *claimCommand) create(_ context.Context, args []string) int {
	if len(args) != 1 {
		return c.misused(c.text("new veut un nom : constat claim new NOM --recipient age1…", "new takes one name: constat claim new NAME --recipient age1…"))
	}
	if len(c.recipients) == 0 {
		return c.misused(c.text("--recipient manque : la clé publique de l'avocat, que « age-keygen » lui donne (age1…)",
			"--recipient is missing: counsel's public key, as \"age-keygen\" prints it (age1…)"))
	}
	var topic []byte
	if c.topic.file != "" {
		var err error
		if topic, err = readAbout(c.topic.file); err == nil {
			_, err = registry.ParseAbout(topic)
		}
		if err != nil {
			return c.failed(c.topic.file, err)
		}
	}
	claim, err := registry.Create(c.dir, args[0], c.recipients, time.Now())
	if err != nil {
		return c.failed(args[0], err)
	}
	if topic != nil {
		if _, err := claim.SetAbout(topic, time.Now()); err != nil {
			return c.failed(c.topic.file, err)
		}
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
	if r.Code != "" {
		c.say("  code du membre, pour compléter son dossier : %s", "  the member's code, to complete the file: %s", r.Code)
	}
	if len(r.Completeness.Missing) > 0 {
		c.say("  il manque : %s", "  missing: %s", strings.Join(names(r.Completeness.Missing), ", "))
	}
}
