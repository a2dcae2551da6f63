package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"constat/store/bundle"
	"constat/store/record"
	"constat/store/registry"
)

// errNotLogged is of a member of whom the log holds nothing.
var errNotLogged = errors.New("the log holds nothing of this member yet; \"constat claim log\" enters what is there")

// claimProof is what `claim prove` is told.
type claimProof struct{ in, policy string }

func claimProofFlags(c *claimCommand, flags *pflag.FlagSet) {
	flags.StringVar(&c.proof.in, "in", "", "")
	flags.StringVar(&c.proof.policy, "policy", "", "")
}

// log enters the digests of a register's files into the evidence log now. A daemon
// that runs does it by itself.
func (c *claimCommand) log(ctx context.Context, args []string) int {
	if len(args) != 1 {
		return c.misused(c.text("log veut un registre : constat claim log NOM", "log takes one claim: constat claim log NAME"))
	}
	if _, err := registry.Open(c.dir, args[0]); err != nil {
		return c.failed(args[0], err)
	}
	own, err := reach(filepath.Dir(c.dir))
	if err != nil {
		return c.failed(args[0], err)
	}
	defer own.close()
	n, err := own.register(ctx, args[0])
	if err != nil {
		return c.failed(args[0], err)
	}
	c.say("Empreintes consignées au journal : %d. Leur date est attestée avec le prochain horodatage.", "Digests entered into the log: %d. Their date is attested with the next time stamp.", n)
	return 0
}

// prove writes the evidence of when a member's files were received, or tells
// from such evidence of when the files at hand are.
func (c *claimCommand) prove(ctx context.Context, args []string) int {
	if c.proof.in != "" {
		return c.dated(args)
	}
	no, err := 0, error(nil)
	if len(args) == 2 {
		no, err = strconv.Atoi(args[1])
	}
	if len(args) != 2 || err != nil || c.output == "" {
		return c.misused(c.text("prove veut un registre, un numéro et un fichier : constat claim prove NOM NO -o FICHIER.zip ; ou constat claim prove --in FICHIER.zip membre.age…",
			"prove takes a claim, a number and a file: constat claim prove NAME NO -o FILE.zip; or constat claim prove --in FILE.zip member.age…"))
	}
	if !c.force && exists(c.output) {
		return c.misused(c.text("%s existe déjà ; --force le remplace", "%s exists already; --force replaces it"), c.output)
	}
	if _, err := registry.Open(c.dir, args[0]); err != nil {
		return c.failed(args[0], err)
	}
	if err := c.writeProof(ctx, args[0], no); err != nil {
		return c.failed(args[0], err)
	}
	return 0
}

// writeProof shows of the log the vantage's own entries alone, from the first one that
// tells of the member to the last.
func (c *claimCommand) writeProof(ctx context.Context, name string, no int) error {
	own, err := reach(filepath.Dir(c.dir))
	if err != nil {
		return err
	}
	defer own.close()
	lines, err := own.registered(ctx, name)
	if err != nil {
		return err
	}
	lines = slices.DeleteFunc(lines, func(l registeredLine) bool { return l.Member != no })
	if len(lines) == 0 {
		return errNotLogged
	}
	q := request{Nothing: true, From: lines[0].Time - 1, To: lines[len(lines)-1].Time}
	if config, _, err := LoadConfig(c.config); err == nil {
		q.Anchors, q.Witnesses = config.Anchors, config.Witnesses
	}
	if err := own.bundle(ctx, q, c.output); err != nil {
		return err
	}
	for _, l := range lines {
		c.say("%s, feuille %d, %s : %s du membre %d, SHA-256 %s", "%s, leaf %d, %s: %s of member %d, SHA-256 %s", l.Log, l.Leaf, l.Time, c.partName(l.Part), l.Member, l.SHA256)
	}
	c.say("Preuve écrite dans %s. Elle ne montre aucune cible, ni rien de ce que le membre a dit ; à vérifier par constat-verify.", "Proof written to %s. It shows no target, nor anything that the member said; verify it with constat-verify.", c.output)
	return nil
}

func (c *claimCommand) partName(part int) string {
	switch part {
	case 0:
		return c.text("avis de retrait", "notice of withdrawal")
	case 1:
		return c.text("dossier", "file")
	}
	return fmt.Sprintf(c.text("partie %d", "part %d"), part)
}

// dated tells of files when the log had them, by a bundle that verifies.
func (c *claimCommand) dated(paths []string) int {
	if len(paths) == 0 {
		return c.misused(c.text("prove --in veut les fichiers à dater : member.age, part.age ou tombstone.json", "prove --in takes the files to be dated: member.age, part.age or tombstone.json"))
	}
	policy, _, err := readPolicy(c.proof.policy)
	if err != nil {
		return c.failed(c.proof.policy, err)
	}
	b, err := verifyFile(c.proof.in, policy)
	if err != nil {
		return c.failed(c.proof.in, err)
	}
	if b.Verdict() == bundle.Broken {
		c.complain(c.text("%s ne se vérifie pas ; constat-verify dit pourquoi", "%s does not verify; constat-verify says why"), c.proof.in)
		return 2
	}
	status := 0
	for _, path := range paths {
		digest, err := digestOf(path)
		if err != nil {
			status = c.failed(path, err)
			continue
		}
		if !c.date(b, path, digest) {
			c.complain(c.text("%s : le journal n'en dit rien dans ce dossier de preuve", "%s: the log says nothing of it in this bundle"), path)
			status = max(status, 1)
		}
	}
	if policy == nil {
		c.say("Sans --policy, personne n'atteste ces heures : elles sont celles de la machine.", "Without --policy nobody attests these times: they are the machine's own.")
	}
	return status
}

func (c *claimCommand) date(b *bundle.Bundle, path string, digest record.Hash) (found bool) {
	for _, l := range b.Logs {
		for _, item := range l.Entries {
			r, ok := item.Entry.(record.Register)
			if !ok {
				continue
			}
			for _, it := range r.Items {
				if it.SHA256 != digest {
					continue
				}
				found = true
				c.say("%s : %s du membre %d de %s, consigné le %s (%s, feuille %d)", "%s: %s of member %d of %s, entered on %s (%s, leaf %d)", path, c.partName(it.Part), it.Member, r.Claim, r.Time, l.Origin, item.Leaf)
				if after, ok := l.NotAfter(item.Leaf); ok && l.Attested {
					c.say("  au plus tard le %s, d'après %s et %s", "  at the latest on %s, by %s and %s", after.Time, after.Authorities[0], after.Authorities[1])
				}
			}
		}
	}
	return found
}

// erase removes all that the register holds of a member.
func (c *claimCommand) erase(_ context.Context, args []string) int {
	no, err := 0, error(nil)
	if len(args) == 2 {
		no, err = strconv.Atoi(args[1])
	}
	if len(args) != 2 || err != nil {
		return c.misused(c.text("erase veut un registre et un numéro : constat claim erase NOM NO", "erase takes a claim and a number: constat claim erase NAME NO"))
	}
	claim, err := registry.Open(c.dir, args[0])
	if err == nil {
		err = claim.Erase(no, registry.Erased, time.Now())
	}
	if err != nil {
		return c.failed(args[0], err)
	}
	c.say("Membre %d : tout ce que le registre en gardait est effacé ; un avis de retrait, sans nom, garde sa place.", "Member %d: all that the register kept is erased; a notice of withdrawal, without a name, keeps the place.", no)
	return 0
}

// receipt tells what a receipt is worth, without any key; with one, of files encrypted again too.
func (c *claimCommand) receipt(ctx context.Context, args []string) int {
	no, digest, ok := receiptAsked(args)
	if !ok {
		return c.misused(c.text("receipt veut un registre, un numéro et une empreinte de 64 chiffres hexadécimaux : constat claim receipt NOM NO SHA-256", "receipt takes a claim, a number and a digest of 64 hexadecimal digits: constat claim receipt NAME NO SHA-256"))
	}
	claim, err := registry.Open(c.dir, args[0])
	if err != nil {
		return c.failed(args[0], err)
	}
	part, state, err := c.checkReceipt(claim, no, registry.Digest(digest.String()))
	if err != nil {
		return c.failed(args[0], err)
	}
	switch state {
	case registry.ReceiptGenuine:
		c.say("Exact : %s du membre %d, tel qu'il a été reçu.", "Genuine: %s of member %d, as it was received.", c.partName(part), no)
		return 0
	case registry.ReceiptAgain:
		c.say("Exact : %s du membre %d, chiffré de nouveau depuis par qui tient cette clé.", "Genuine: %s of member %d, encrypted again since by the holder of this key.", c.partName(part), no)
		return 0
	case registry.ReceiptRemoved:
		c.say("Reçu, puis effacé : %s du membre %d.", "Received, and erased since: %s of member %d.", c.partName(part), no)
		return 0
	case registry.ReceiptRekeyed:
		c.complain(c.text("non établi : %s du membre %d n'est plus le fichier de cet accusé ; le registre dit qu'il a été chiffré de nouveau, ce que quiconque tient la machine peut écrire après l'avoir remplacé. --identity le vérifie, ou l'ancien fichier",
			"not established: %s of member %d is no longer the file of this receipt; the register says that it was encrypted again, which whoever holds the machine can write after replacing it. --identity checks that, or the earlier file"), c.partName(part), no)
	case registry.ReceiptChanged:
		c.complain(c.text("reçu, mais le fichier n'est plus celui-là : %s du membre %d", "received, but the file is no longer that one: %s of member %d"), c.partName(part), no)
	default:
		c.complain(c.text("inconnu : le membre %d n'a rien remis de cette empreinte", "unknown: member %d handed in nothing of this digest"), no)
	}
	c.entered(ctx, args[0], no, digest)
	return 1
}

// checkReceipt uses counsel's key where it is given.
func (c *claimCommand) checkReceipt(claim *registry.Claim, no int, digest registry.Digest) (int, registry.ReceiptState, error) {
	if c.identity == "" {
		return claim.CheckReceipt(no, digest)
	}
	key, err := os.Open(c.identity)
	if err != nil {
		return 0, registry.ReceiptUnknown, err
	}
	defer key.Close()
	return claim.CheckReceiptWith(key, no, digest)
}

// receiptAsked reads a member's number and a digest, in groups as a receipt page prints it.
func receiptAsked(args []string) (no int, digest record.Hash, ok bool) {
	if len(args) < 3 {
		return 0, digest, false
	}
	no, err := strconv.Atoi(args[1])
	typed := strings.ToLower(strings.Join(strings.Fields(strings.Join(args[2:], " ")), ""))
	b, wrong := hex.DecodeString(typed)
	if err != nil || wrong != nil || len(b) != len(digest) {
		return 0, digest, false
	}
	copy(digest[:], b)
	return no, digest, true
}

// entered tells when the log beside the register had a digest of the member's, where there is one.
func (c *claimCommand) entered(ctx context.Context, name string, no int, digest record.Hash) {
	own, err := reach(filepath.Dir(c.dir))
	if err != nil {
		return
	}
	defer own.close()
	lines, _ := own.registered(ctx, name)
	for _, l := range lines {
		if l.Member == no && l.SHA256 == digest {
			c.say("Le journal avait cette empreinte le %s : %s du membre %d, feuille %d.", "The log had this digest on %s: %s of member %d, leaf %d.", l.Time, c.partName(l.Part), no, l.Leaf)
			return
		}
	}
}

// rewrap encrypts a register again to other keys.
func (c *claimCommand) rewrap(_ context.Context, args []string) int {
	if len(args) != 1 || c.identity == "" || len(c.recipients) == 0 {
		return c.misused(c.text("rewrap veut un registre, la clé qui l'ouvre et les nouvelles : constat claim rewrap NOM --identity CLÉ --recipient age1…",
			"rewrap takes a claim, the key that opens it and the new ones: constat claim rewrap NAME --identity KEY --recipient age1…"))
	}
	claim, err := registry.Open(c.dir, args[0])
	if err != nil {
		return c.failed(args[0], err)
	}
	key, err := os.Open(c.identity)
	if err != nil {
		return c.failed(c.identity, err)
	}
	defer key.Close()
	n, err := claim.Rewrap(key, c.recipients)
	if n > 0 || err == nil {
		c.say("Membres chiffrés de nouveau : %d, pour %s. Gardez cette clé ou les anciens fichiers : eux seuls vérifient désormais les accusés.", "Members encrypted again: %d, to %s. Keep this key or the earlier files: from now on they alone bear the receipts out.", n, claim.Readers())
	}
	if err != nil {
		return c.failed(args[0], err)
	}
	return 0
}
