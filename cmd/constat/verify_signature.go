package main

import (
	"crypto/x509"
	"fmt"
	"time"

	"constat/report/pdf"
	"constat/store/bundle"
	"constat/store/seal"
)

// signatures says what the signatures of a report are worth: whether they
// hold, who made them, and when.
func (v *verification) signatures(all []pdf.Signature) {
	if len(all) == 0 {
		v.add(bundle.Integrity, "pdf signature", bundle.Unchecked, say("le rapport n'est pas signé : personne n'en répond par une signature",
			"the report is not signed: nobody answers for it by a signature"))
		return
	}
	for n, s := range all {
		v.add(bundle.Integrity, "pdf signature", bundle.OK, v.covers(n, len(all)))
		attested := v.stamped(s)
		v.signer(s, attested)
	}
}

// covers says what signature n of several is over.
func (v *verification) covers(n, of int) Phrase {
	if n == of-1 {
		return say("la signature tient, sur tout le fichier", "the signature holds, over the whole file")
	}
	return say("la signature %d tient, sur le fichier tel qu'il était ; seules des signatures y ont été ajoutées depuis",
		"signature %d holds, over the file as it was; only signatures were added since", n+1)
}

// stamped checks the time stamp of a signature, and returns its time where
// somebody whom the reader named attests it.
func (v *verification) stamped(s pdf.Signature) (at time.Time) {
	add := func(r bundle.Result, p Phrase) { v.add(bundle.Time, "pdf time stamp", r, p) }
	if s.Token == nil {
		add(bundle.Unchecked, say("la signature n'est pas horodatée : l'heure du signataire, %s, n'est attestée par personne",
			"the signature has no time stamp: the signer's time, %s, is attested by nobody", clock(s.Claimed)))
		return at
	}
	word, err := seal.ReadToken(s.Token, s.Value)
	if err != nil {
		add(bundle.Failed, say("l'horodatage n'est pas celui de cette signature (détail : %s)", "the time stamp is not one of this signature: %s", err.Error()))
		return at
	}
	says := say("%q dit %s", "%q says %s", word.Authority, clock(word.Time))
	if v.policy == nil || len(v.policy.Authorities) == 0 {
		result, why := bundle.Unchecked, say("aucune politique n'est donnée", "no policy was given")
		if v.policy != nil {
			result, why = bundle.NotAsked, say("la politique ne nomme aucune autorité", "the policy names no authority")
		}
		add(result, say("%s : %s, sans que rien n'en réponde", "%s: %s, and nobody vouches for it", why, says))
		return at
	}
	stamp, name, err := v.policy.CheckToken(s.Token, s.Value)
	if err != nil {
		add(bundle.Unchecked, say("%s ; la politique n'en répond pas (détail : %s)", "%s; the policy does not vouch for it: %s", says, err.Error()))
		return at
	}
	add(bundle.OK, say("signé au plus tard le %s, selon %q%s", "signed no later than %s, by %q%s", clock(stamp.Time.Add(stamp.Accuracy)), name, qualified(stamp)))
	v.attested = append(v.attested, stamp.Time.Add(stamp.Accuracy))
	return stamp.Time
}

// inOrder holds the stamps against the evidence: a report cannot have been
// signed before what it rests on was stamped.
func (v *verification) inOrder() {
	newest := v.newestStamp()
	for _, at := range v.attested {
		if at.Before(newest) {
			v.add(bundle.Time, "pdf time stamp", bundle.Failed, say("le rapport serait signé au plus tard le %s, et les preuves qu'il porte sont attestées plus tard, le %s",
				"the report is said to be signed no later than %s, and the evidence in it is attested later, at %s", clock(at), clock(newest)))
		}
	}
}

// newestStamp is the latest time that the evidence is attested at.
func (v *verification) newestStamp() (at time.Time) {
	for _, p := range v.rests {
		for _, l := range p.Logs {
			for _, s := range l.Stamps {
				if t := s.Time.Add(-s.Accuracy); l.Attested && t.After(at) {
					at = t
				}
			}
		}
	}
	return at
}

func qualified(s seal.Stamp) Phrase {
	if s.Qualified {
		return Phrase{", horodatage qui se dit qualifié (eIDAS)", ", a time stamp that calls itself qualified (eIDAS)"}
	}
	return Phrase{", horodatage qui ne se dit pas qualifié (eIDAS)", ", a time stamp that does not call itself qualified (eIDAS)"}
}

// signer says whose signature it is, as far as the reader's own list says.
// A chain is judged at the attested time, or today.
func (v *verification) signer(s pdf.Signature, attested time.Time) {
	at := attested
	if at.IsZero() {
		at = v.now
	}
	kind := say("certificat délivré par %q", "certificate issued by %q", s.Chain[len(s.Chain)-1].Issuer.CommonName)
	if s.SelfSigned {
		kind = Phrase{"certificat signé par lui-même", "self-signed certificate"}
	}
	add := func(r bundle.Result, p Phrase) { v.add(bundle.Identity, "pdf signer", r, p) }
	if len(v.signers) == 0 {
		add(bundle.Unchecked, say("signé par %q (%s) : seule une liste du lecteur dirait à qui est ce certificat ; donnez-le, eu d'ailleurs, par --certificate",
			"signed by %q (%s): only a list of the reader's own could say whose certificate it is; give it, had from elsewhere, with --certificate", s.Subject, kind))
		return
	}
	var err error
	for _, trusted := range v.signers {
		if err = s.CheckChain(trusted.roots, at); err == nil {
			add(bundle.OK, say("signé par %q (%s), dont répond %s", "signed by %q (%s), for whom %s vouches", s.Subject, kind, trusted.by))
			return
		}
	}
	add(bundle.Unchecked, say("signé par %q (%s), dont rien de ce que croit le lecteur ne répond (détail : %s)",
		"signed by %q (%s), for whom nothing that the reader believes vouches: %s", s.Subject, kind, err.Error()))
}

// A vouching is a list of certificates that the reader believes.
type vouching struct {
	by    Phrase
	roots *x509.CertPool
}

// trust gathers the certificates that the reader believes: those in the
// policy and those at a path, none for "".
func (r *reader) trust(path string) error {
	if r.policy != nil {
		for _, s := range r.policy.Signers {
			r.signers = append(r.signers, vouching{say("la politique (%q)", "the policy (%q)", s.Name), s.Roots})
		}
	}
	if path == "" {
		return nil
	}
	text, err := readWithin(path, bundle.MostText)
	if err != nil {
		return err
	}
	certificates, err := certificatesIn(text)
	if err != nil {
		return fmt.Errorf("certificate %q: %w", path, err)
	}
	roots := x509.NewCertPool()
	for _, c := range certificates {
		roots.AddCert(c)
	}
	r.signers = append(r.signers, vouching{say("le certificat %q du lecteur", "the reader's certificate %q", path), roots})
	return nil
}

func clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }
