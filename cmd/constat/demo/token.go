package demo

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"time"
)

// The messages of RFC 3161, section 2.4, and what it takes of CMS (RFC 5652).
type (
	imprint struct {
		Algorithm pkix.AlgorithmIdentifier
		Sum       []byte
	}
	timeStampReq struct {
		Version int
		Imprint imprint
		Policy  asn1.ObjectIdentifier `asn1:"optional"`
		Nonce   *big.Int              `asn1:"optional"`
		CertReq bool                  `asn1:"optional"`
	}
	rejected struct {
		Status  int
		Text    []asn1.RawValue // UTF8String
		Failure asn1.BitString
	}
	refusal struct{ Status rejected }
	granted struct {
		Status struct{ Status int }
		Token  asn1.RawValue
	}
	accuracy struct {
		Seconds int `asn1:"optional"`
	}
	tstInfo struct {
		Version  int
		Policy   asn1.ObjectIdentifier
		Imprint  imprint
		Serial   *big.Int
		Time     asn1.RawValue
		Accuracy accuracy
		Nonce    *big.Int      `asn1:"optional"`
		TSA      asn1.RawValue // [0] EXPLICIT GeneralName
	}
	attribute struct {
		Type   asn1.ObjectIdentifier
		Values []asn1.RawValue `asn1:"set"`
	}
	signerInfo struct {
		Version int
		Name    struct {
			Issuer asn1.RawValue
			Serial *big.Int
		}
		Digest     pkix.AlgorithmIdentifier
		Attributes asn1.RawValue
		Algorithm  pkix.AlgorithmIdentifier
		Signature  []byte
	}
	signedData struct {
		Version int
		Digests []pkix.AlgorithmIdentifier `asn1:"set"`
		Content struct {
			Type  asn1.ObjectIdentifier
			Value []byte `asn1:"explicit,tag:0"`
		}
		Certificates asn1.RawValue
		Signers      []signerInfo `asn1:"set"`
	}
	contentInfo struct {
		Type    asn1.ObjectIdentifier
		Content signedData `asn1:"explicit,tag:0"`
	}
)

var (
	oidSHA256        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidECDSASHA256   = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
	oidRSASHA256     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 11}
	oidSignedData    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidTSTInfo       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidSigningCertV2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	// oidDemonstration is of the arc that RFC 5612 keeps for examples.
	oidDemonstration = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 32473, 1}
)

// Token stamps a SHA-256 with a time: a TimeStampToken, DER, accurate to a
// second. A nil nonce is left out.
func (a *Authority) Token(sum []byte, nonce *big.Int, at time.Time) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		return nil, err
	}
	stamp := at.UTC().Format("20060102150405.999Z")
	content, err := asn1.Marshal(tstInfo{
		Version: 1, Policy: oidDemonstration, Serial: serial, Nonce: nonce, Accuracy: accuracy{Seconds: 1},
		Imprint: imprint{pkix.AlgorithmIdentifier{Algorithm: oidSHA256, Parameters: asn1.NullRawValue}, sum},
		Time:    asn1.RawValue{Tag: asn1.TagGeneralizedTime, Bytes: []byte(stamp)},
		TSA: asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true,
			Bytes: whole(asn1.ClassContextSpecific, 4, a.Chain[0].RawSubject)},
	})
	if err != nil {
		return nil, err
	}
	return a.sign(content)
}

// whole writes one constructed element.
func whole(class, tag int, content []byte) []byte {
	b, err := asn1.Marshal(asn1.RawValue{Class: class, Tag: tag, IsCompound: true, Bytes: content})
	if err != nil {
		panic("demo: internal error: " + err.Error())
	}
	return b
}

// sign wraps a TSTInfo in CMS.
func (a *Authority) sign(content []byte) ([]byte, error) {
	attributes, err := a.attributes(content)
	if err != nil {
		return nil, err
	}
	// What is signed has the tag of SET, what is sent that of the field (RFC
	// 5652, section 5.4).
	sum := sha256.Sum256(whole(asn1.ClassUniversal, asn1.TagSet, attributes))
	signature, err := a.Key.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	digest := pkix.AlgorithmIdentifier{Algorithm: oidSHA256}
	signer := signerInfo{Version: 1, Digest: digest, Algorithm: a.algorithm(), Signature: signature}
	signer.Name.Issuer = asn1.RawValue{FullBytes: a.Chain[0].RawIssuer}
	signer.Name.Serial = a.Chain[0].SerialNumber
	signer.Attributes = asn1.RawValue{FullBytes: whole(asn1.ClassContextSpecific, 0, attributes)}
	data := signedData{Version: 3, Digests: []pkix.AlgorithmIdentifier{digest}, Signers: []signerInfo{signer}}
	data.Content.Type, data.Content.Value = oidTSTInfo, content
	var certificates []byte
	for _, c := range a.Chain[:max(1, len(a.Chain)-1)] {
		certificates = append(certificates, c.Raw...)
	}
	data.Certificates = asn1.RawValue{FullBytes: whole(asn1.ClassContextSpecific, 0, certificates)}
	return asn1.Marshal(contentInfo{Type: oidSignedData, Content: data})
}

// attributes returns what is signed, in the order of DER, without a head.
func (a *Authority) attributes(content []byte) ([]byte, error) {
	sum, certificate := sha256.Sum256(content), sha256.Sum256(a.Chain[0].Raw)
	kind, err := asn1.Marshal(oidTSTInfo)
	if err != nil {
		return nil, err
	}
	octets, err := asn1.Marshal(sum[:])
	if err != nil {
		return nil, err
	}
	// SigningCertificateV2 of one ESSCertIDv2, SHA-256 (RFC 5816, section 2.2.1).
	name, err := asn1.Marshal([][]struct{ Sum []byte }{{{certificate[:]}}})
	if err != nil {
		return nil, err
	}
	set, err := asn1.MarshalWithParams([]attribute{
		{oidContentType, []asn1.RawValue{{FullBytes: kind}}},
		{oidMessageDigest, []asn1.RawValue{{FullBytes: octets}}},
		{oidSigningCertV2, []asn1.RawValue{{FullBytes: name}}},
	}, "set")
	if err != nil {
		return nil, err
	}
	var inner asn1.RawValue
	_, err = asn1.Unmarshal(set, &inner)
	return inner.Bytes, err
}

func (a *Authority) algorithm() pkix.AlgorithmIdentifier {
	if _, ok := a.Key.Public().(*rsa.PublicKey); ok {
		return pkix.AlgorithmIdentifier{Algorithm: oidRSASHA256, Parameters: asn1.NullRawValue}
	}
	return pkix.AlgorithmIdentifier{Algorithm: oidECDSASHA256}
}
