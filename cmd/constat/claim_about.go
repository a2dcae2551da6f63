package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/spf13/pflag"

	"constat/store/registry"
)

//go:embed claim_about_fr.yaml
var aboutTemplateFR string

//go:embed claim_about_en.yaml
var aboutTemplateEN string

// claimAbout is what `claim about` and `claim new --about` are told.
type claimAbout struct {
	file     string
	template bool
}

func claimAboutFlags(c *claimCommand, flags *pflag.FlagSet) {
	flags.StringVar(&c.topic.file, "about", "", "")
	flags.BoolVar(&c.topic.template, "template", false, "")
}

// sayAbout writes down what a claim is about, or shows it.
func (c *claimCommand) sayAbout(_ context.Context, args []string) int {
	if c.topic.template && len(args) == 0 {
		fmt.Fprint(c.stdout, tr(c.lang, aboutTemplateFR, aboutTemplateEN))
		return 0
	}
	if c.topic.template || len(args) < 1 || len(args) > 2 {
		return c.misused(c.text("about veut un registre et un fichier : constat claim about NOM FICHIER ; --template, seul, donne un modèle",
			"about takes a claim and a file: constat claim about NAME FILE; --template, alone, prints one to fill in"))
	}
	claim, err := registry.Open(c.dir, args[0])
	if err != nil {
		return c.failed(args[0], err)
	}
	if len(args) == 1 {
		return c.showAbout(claim)
	}
	return c.setAbout(claim, args[1])
}

func (c *claimCommand) setAbout(claim *registry.Claim, path string) int {
	text, err := readAbout(path)
	if err != nil {
		return c.failed(path, err)
	}
	version, err := claim.SetAbout(text, time.Now())
	if err != nil {
		return c.failed(path, err)
	}
	a, err := claim.About()
	if err != nil {
		return c.failed(claim.Name, err)
	}
	c.say("Registre %s : version %d de ce dont il s'agit. Texte du consentement : %s.", "Claim %s: version %d of what it is about. Text of the consent: %s.", claim.Name, version, a.Consent.Version())
	return 0
}

func (c *claimCommand) showAbout(claim *registry.Claim) int {
	a, err := claim.About()
	if err != nil {
		return c.failed(claim.Name, err)
	}
	if err := printJSON(c.stdout, a); err != nil {
		return 2
	}
	return 0
}

// maxAboutFile is the most that is read of what a claim is about, in bytes.
const maxAboutFile = 1 << 19

// errAboutYAML is of a file that is no YAML; its text is that of the parser.
var errAboutYAML = errors.New("not readable YAML")

// readAbout reads YAML, of which JSON is a part, and gives it as JSON.
func readAbout(path string) (text []byte, err error) {
	b, err := readBounded(path, maxAboutFile)
	if err != nil {
		return nil, err
	}
	if len(b) > maxAboutFile {
		return nil, &registry.FieldError{Fault: registry.FaultTooBig, Want: fmt.Sprint(maxAboutFile)}
	}
	defer func() {
		if recover() != nil { // the parser gave up on a text it should refuse
			text, err = nil, errAboutYAML
		}
	}()
	var v map[string]any
	if err := yaml.Unmarshal(b, &v); err != nil {
		first, _, _ := strings.Cut(yaml.FormatError(err, false, false), "\n")
		return nil, fmt.Errorf("%w: %s", errAboutYAML, first)
	}
	return json.Marshal(v)
}
