package main

import (
	"context"
	"embed"
	"os"

	"filippo.io/age"
)

// The members of the demonstration, as they send themselves in. All fictional.
//
//go:embed demo/members/*.json
var demoMembers embed.FS

// claim registers three members to a key made for the occasion, and exports
// them as counsel would.
func (d *demonstration) claim(ctx context.Context) error {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	key := d.path("counsel-identity.txt")
	text := "# La clé secrète d'un avocat imaginaire : elle n'existe que pour cette démonstration.\n" +
		"# The secret key of an imaginary lawyer: it exists for this demonstration only.\n" + identity.String() + "\n"
	if err := writeWhole(key, []byte(text), true); err != nil {
		return err
	}
	members, err := d.receive()
	if err != nil {
		return err
	}
	config := []string{"--config", d.path("constat.yaml")} // claims lie beside it; it need not exist
	for _, args := range [][]string{
		{"new", "hebergeur-demo", "--recipient", identity.Recipient().String()},
		append([]string{"add", "hebergeur-demo"}, members...),
		{"export", "hebergeur-demo", "--identity", key, "-o", d.path("members.csv")},
		{"export", "hebergeur-demo", "--identity", key, "-o", d.path("members.json")},
	} {
		if err := d.constat(ctx, "claim", append(config, args...)...); err != nil {
			return err
		}
	}
	return nil
}

// receive puts the members' files where they can be read.
func (d *demonstration) receive() (paths []string, err error) {
	if err := os.Mkdir(d.path("members"), 0o700); err != nil {
		return nil, err
	}
	list, err := demoMembers.ReadDir("demo/members")
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		text, err := demoMembers.ReadFile("demo/members/" + e.Name())
		if err != nil {
			return nil, err
		}
		to := d.path("members", e.Name())
		if err := writeWhole(to, text, true); err != nil {
			return nil, err
		}
		paths = append(paths, to)
	}
	return paths, nil
}
