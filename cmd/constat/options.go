package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/pflag"
)

// options are a subcommand's flags, those that all have among them. Flags may
// stand anywhere.
type options struct {
	*pflag.FlagSet
	name           string
	config, chosen *string
	stdout, stderr io.Writer
}

func newOptions(name string, stdout, stderr io.Writer) *options {
	o := &options{FlagSet: pflag.NewFlagSet(name, pflag.ContinueOnError), name: name, stdout: stdout, stderr: stderr}
	o.SetOutput(io.Discard)
	o.config = o.String("config", "constat.yaml", "`file` of the configuration; the store lies beside it")
	o.chosen = o.String("lang", "", "`language`: fr, en")
	return o
}

// parse reads args. When the command is over already, done is true and code
// its exit status. help is the line after "constat NAME" and what it does.
func (o *options) parse(args []string, help Phrase, least, most int) (code int, done bool) {
	err := o.Parse(args)
	if given := langIn(args); err != nil && (given == "fr" || given == "en") {
		*o.chosen = given // what was read before may end before --lang
	}
	if errors.Is(err, pflag.ErrHelp) {
		fmt.Fprintf(o.stdout, "constat %s %s\n\n%s", o.name, help.In(o.lang()), o.usages())
		return 0, true
	}
	switch n := o.NArg(); {
	case err != nil:
		err = errors.New(flagMistake(err, o.name).In(o.lang()))
	case n < least:
		err = errors.New(tr(o.lang(), "il manque un argument", "an argument is missing"))
	case n > most:
		err = errors.New(say("%q est de trop", "%q is one word too many", o.Arg(most)).In(o.lang()))
	case *o.chosen != "" && *o.chosen != "fr" && *o.chosen != "en":
		err = errors.New(say("--lang %q : fr ou en", "--lang %q: fr or en", *o.chosen).In(o.lang()))
	default:
		return 0, false
	}
	fmt.Fprintf(o.stderr, "constat %s: %v\nconstat %s %s\n", o.name, err, o.name, help.In(o.lang()))
	return 2, true
}

func (o *options) lang() string { return language(*o.chosen) }

// folder is where the store lies: beside the configuration.
func (o *options) folder() string { return filepath.Dir(*o.config) }

// fail prints what went wrong and returns 2.
func (o *options) fail(err error) int {
	fmt.Fprintf(o.stderr, "constat %s: %s\n", o.name, trouble(err, o.lang()))
	return 2
}

// print writes a line whose values stand as they are: paths, counts.
func (o *options) print(fr, en string, values ...any) {
	fmt.Fprintf(o.stdout, tr(o.lang(), noBreak.Replace(fr), en)+"\n", values...)
}

// printJSON writes v for programs, on lines that people can read too.
func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
