package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"constat/report/web/dashboard"
)

// userCmd makes the password files of those who may log in on the dashboard, and lists them.
func userCmd(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("user", stdout, stderr)
	role := o.String("role", "", "`role`: operator, counsel, expert")
	draw := o.Bool("draw", false, "draw a password by lot and print it")
	force := o.Bool("force", false, "replace the password that is there")
	help := say("add NOM --role operator|counsel|expert [--draw] [--force] | list\n\nÉcrit NOM.password, ce que le tableau de bord garde d'un mot de passe (argon2id, mode 0600), et dit la ligne à\nmettre sous « users ». Le mot de passe vient du terminal, ou de la première ligne de l'entrée ; --draw en tire un.\n  operator  voit et fait tout\n  counsel   emporte des dossiers de preuve et des rapports, voit les nombres du registre ; pas la configuration\n  expert    voit l'état présent et comment vérifier ; n'emporte rien",
		"add NAME --role operator|counsel|expert [--draw] [--force] | list\n\nWrites NAME.password, what the dashboard keeps of a password (argon2id, mode 0600), and says the line to put\nunder \"users\". The password comes from the terminal, or the first line of the input; --draw draws one.\n  operator  sees and does everything\n  counsel   takes bundles and reports away, sees the figures of the register; not the configuration\n  expert    sees the present state and how to verify; takes nothing away")
	if code, done := o.parse(args, help, 1, 2); done {
		return code
	}
	var err error
	switch {
	case o.Arg(0) == "list" && o.NArg() == 1:
		err = listUsers(o)
	case o.Arg(0) == "add" && o.NArg() == 2:
		err = addUser(o, o.Arg(1), dashboard.Role(*role), *draw, *force)
	case o.Arg(0) == "add":
		err = errors.New(say("il manque le nom", "the name is missing").In(o.lang()))
	default:
		err = errors.New(unknown(o.lang(), o.Arg(0), []string{"add", "list"}))
	}
	if err != nil {
		return o.fail(err)
	}
	return 0
}

func addUser(o *options, name string, role dashboard.Role, draw, force bool) error {
	switch {
	case !vantageName.MatchString(name):
		return errors.New(say("%q ne peut pas nommer un compte : lettres sans accent, chiffres, points, tirets ou soulignés", "%q can't name an account: letters without accents, digits, dots, dashes or underscores", name).In(o.lang()))
	case !role.Known():
		return errors.New(say("--role : %s", "--role: %s", oneOf(roleNames())).In(o.lang()))
	}
	path := filepath.Join(o.folder(), name+".password")
	if exists(path) && !force {
		return errors.New(say("%q existe déjà ; --force le remplace", "%q is there already; --force replaces it", path).In(o.lang()))
	}
	password, err := newPassword(o, draw)
	if err != nil {
		return err
	}
	secret, err := dashboard.Keep(password)
	if errors.Is(err, dashboard.ErrPassword) {
		return errors.New(say("un mot de passe a de %d à %d caractères", "a password has %d to %d characters", dashboard.MinPassword, dashboard.MaxPassword).In(o.lang()))
	}
	if err != nil {
		return err
	}
	if err := writeWhole(path, []byte(secret.String()+"\n"), force); err != nil {
		return fmt.Errorf("write %q: %w", path, err)
	}
	if draw {
		o.print("Mot de passe, montré cette seule fois : %s", "Password, shown this once: %s", password)
	}
	o.print("Sous « users », dans %s :", "Under \"users\", in %s:", *o.config)
	fmt.Fprintf(o.stdout, "  - {name: %s, role: %s, password_file: %s}\n", name, role, filepath.Base(path))
	return nil
}

// newPassword reads one, twice where somebody types it.
func newPassword(o *options, draw bool) (string, error) {
	if draw {
		return dashboard.Draw(), nil
	}
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		line, err := bufio.NewReader(io.LimitReader(os.Stdin, 4096)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	var typed [2]string
	for i, ask := range []Phrase{say("Mot de passe : ", "Password: "), say("Encore une fois : ", "Once more: ")} {
		fmt.Fprint(o.stderr, ask.In(o.lang()))
		b, err := term.ReadPassword(in)
		fmt.Fprintln(o.stderr)
		if err != nil {
			return "", err
		}
		typed[i] = string(b)
	}
	if typed[0] != typed[1] {
		return "", errors.New(say("les deux ne sont pas les mêmes", "the two are not the same").In(o.lang()))
	}
	return typed[0], nil
}

func listUsers(o *options) error {
	c, _, err := LoadConfig(*o.config)
	if err != nil {
		return err
	}
	for _, u := range c.Users {
		fmt.Fprintf(o.stdout, "%s\t%s\t%s\n", u.Name, u.Role, u.PasswordFile)
	}
	if len(c.Users) == 0 {
		o.print("Personne ne peut se connecter : « constat user add » fait un mot de passe.", "Nobody can log in: \"constat user add\" makes a password.")
	}
	_, err = usersOf(o.folder(), c)
	return err
}
