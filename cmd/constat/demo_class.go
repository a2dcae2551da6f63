package main

import (
	"context"
	"strings"
)

// The class of the demonstration: its members, by the sites of one bundle. Both vantages
// are one machine and nothing elsewhere was watched, so no event is established: the
// documents show what is said then.
const demoMembersList = "classe.csv"

var demoClassList = []string{
	"member,bundle,sites",
	"1,bundle.zip,terreciel.example",
	"2,bundle.zip,biblio-valmont.example;etude-beaulac.example",
	"3,bundle.zip,lumiere-lente.example;echo-du-quai.example",
}

// class writes the class report, its exhibit for the public file and that for a court.
func (d *demonstration) class(ctx context.Context) error {
	if err := writeWhole(d.path(demoMembersList), []byte(strings.Join(demoClassList, "\n")+"\n"), true); err != nil {
		return err
	}
	return d.constat(ctx, "class", "--list", d.path(demoMembersList), "--provider", "hebergeur-demo", "--policy", d.path("policy"), "--representative", "1",
		"-o", d.path("groupe.pdf"), "--public", d.path("groupe-public.pdf"), "--authorisation", d.path("autorisation.pdf"), "--forum", "quebec", "--lang", "fr")
}
