package registry

import "math/big"

// Bounds of a member, checked before anything is built from it.
const (
	MaxMember   = 1 << 20 // bytes of a member's JSON as handed to Add
	MaxMemberNo = 999_999
)

// Member is one member of the class as counsel reads it. An empty field, a nil
// pointer or list is a field not given; FORMAT.md says what each one holds.
type Member struct {
	MemberNo                 int             `json:"member_no,omitempty" range:"1-999999"`
	NoticeID                 string          `json:"notice_id,omitempty"`
	CreatedAt                When            `json:"created_at,omitempty"`
	Source                   Source          `json:"source,omitempty"`
	Language                 Language        `json:"language,omitempty"`
	Kind                     Kind            `json:"kind,omitempty"`
	Name                     string          `json:"name_or_legal_name,omitempty"`
	ContactPerson            string          `json:"contact_person,omitempty"`
	EnterpriseNo             string          `json:"enterprise_no,omitempty"`
	Address                  string          `json:"address,omitempty" max:"1000" lines:"many"`
	ProvinceState            string          `json:"province_state,omitempty"`
	Country                  Country         `json:"country,omitempty"`
	Email                    Email           `json:"email,omitempty" max:"254"`
	Phone                    string          `json:"phone,omitempty"`
	Consent                  *Consent        `json:"consent,omitempty"`
	PrivacyRetentionUntil    Date            `json:"privacy_retention_until,omitempty"`
	ConfidentialityRequested *bool           `json:"confidentiality_requested,omitempty"`
	Representation           *Representation `json:"representation,omitempty"`
	Contract                 *Contract       `json:"contract,omitempty"`
	Assets                   []Asset         `json:"assets,omitempty" max:"5000"`
	Impact                   *Impact         `json:"impact,omitempty"`
	Damage                   []Damage        `json:"damage,omitempty" max:"1000"`
	OffersReceived           []Offer         `json:"offers_received,omitempty"`
	Group                    *Group          `json:"group,omitempty"`
	Attestation              *Attestation    `json:"attestation,omitempty"`
	PaymentPreference        string          `json:"payment_preference,omitempty"`
	Status                   Status          `json:"status,omitempty"`
}

// Consent is what the member agreed to, and which text was shown.
type Consent struct {
	Purpose     string `json:"purpose,omitempty" max:"2000" lines:"many"`
	TextVersion string `json:"text_version,omitempty"`
	At          When   `json:"at,omitempty"`
	IP          IP     `json:"ip,omitempty"`
}

// Representation is the tie between the member and counsel.
type Representation struct {
	Status       Standing `json:"status,omitempty"`
	At           When     `json:"at,omitempty"`
	DocumentHash Digest   `json:"document_hash,omitempty"`
}

// Contract is what the member had bought.
type Contract struct {
	Provider          string   `json:"provider,omitempty"`
	LegalEntity       string   `json:"legal_entity,omitempty"`
	AccountID         string   `json:"account_id,omitempty"`
	Plan              string   `json:"plan,omitempty"`
	Start             Date     `json:"start,omitempty"`
	End               Date     `json:"end,omitempty"`
	Fee               Amount   `json:"fee,omitempty"`
	FeePeriod         Period   `json:"fee_period,omitempty"`
	Currency          Currency `json:"currency,omitempty"`
	BackupOption      string   `json:"backup_option,omitempty" max:"1000" lines:"many"`
	TermsVersionHash  Digest   `json:"terms_version_hash,omitempty"`
	ArbitrationClause *bool    `json:"arbitration_clause,omitempty"`
	ClassWaiver       *bool    `json:"class_waiver,omitempty"`
	LiabilityCap      Amount   `json:"liability_cap,omitempty"`
}

// Asset is one site or server, the member's own or one it looks after.
type Asset struct {
	Domain               string `json:"domain,omitempty"`
	URL                  string `json:"url,omitempty" max:"2000"`
	ServerName           string `json:"server_name,omitempty"`
	IP                   IP     `json:"ip,omitempty"`
	ManagedForThirdParty *bool  `json:"managed_for_third_party,omitempty"`
	EndClient            string `json:"end_client,omitempty"`
}

// Impact is what happened to the member. OutageStart and OutageEnd are the member's
// own words; the measured ones come from a report.
type Impact struct {
	FirstNoticedAt       When      `json:"first_noticed_at,omitempty"`
	ReportedToProviderAt When      `json:"reported_to_provider_at,omitempty"`
	TicketIDs            []string  `json:"ticket_ids,omitempty"`
	ServiceTypes         []Service `json:"service_types,omitempty"`
	OutageStart          When      `json:"outage_start,omitempty"`
	OutageEnd            When      `json:"outage_end,omitempty"`
	MeasuredOutageStart  When      `json:"measured_outage_start,omitempty"`
	MeasuredOutageEnd    When      `json:"measured_outage_end,omitempty"`
	DataLost             *DataLost `json:"data_lost,omitempty"`
}

// DataLost is what was gone and what came back.
type DataLost struct {
	Lost               *bool   `json:"lost,omitempty"` // since constat-member/2: whether data was lost at all
	HadLocalBackup     *bool   `json:"had_local_backup,omitempty"`
	RestoredPct        Percent `json:"restored_pct,omitempty"`
	RestoredAt         When    `json:"restored_at,omitempty"`
	ManifestBeforeHash Digest  `json:"manifest_before_hash,omitempty"`
	ManifestAfterHash  Digest  `json:"manifest_after_hash,omitempty"`
}

// Damage is one item of loss under one head.
type Damage struct {
	Head             Head     `json:"head,omitempty"`
	Description      string   `json:"description,omitempty" max:"4000" lines:"many"`
	Date             Date     `json:"date,omitempty"`
	Amount           Amount   `json:"amount,omitempty"`
	Currency         Currency `json:"currency,omitempty"`
	Method           string   `json:"method,omitempty" max:"2000" lines:"many"`
	Hours            Amount   `json:"hours,omitempty"`
	HourlyRate       Amount   `json:"hourly_rate,omitempty"`
	VoucherHashes    []Digest `json:"voucher_hashes,omitempty"`
	Documented       *bool    `json:"documented,omitempty"`
	DuplicatePayment *bool    `json:"duplicate_payment,omitempty"`
}

// Offer is what the provider offered the member.
type Offer struct {
	Date          Date      `json:"date,omitempty"`
	Kind          OfferKind `json:"kind,omitempty"`
	Amount        Amount    `json:"amount,omitempty"`
	Accepted      *bool     `json:"accepted,omitempty"`
	ReleaseSigned *bool     `json:"release_signed,omitempty"`
}

// Group is counsel's sorting of the member.
type Group struct {
	GroupID           string        `json:"group_id,omitempty"`
	SubgroupIDs       []string      `json:"subgroup_ids,omitempty"`
	EligibilityChecks []Eligibility `json:"eligibility_checks,omitempty"`
}

// Eligibility is one criterion of a group, tried on the member.
type Eligibility struct {
	Criterion string `json:"criterion,omitempty" max:"2000" lines:"many"`
	Result    string `json:"result,omitempty"`
	Evidence  string `json:"evidence,omitempty" max:"2000" lines:"many"`
}

// Attestation is the member's signature under what was declared.
type Attestation struct {
	Text         string `json:"text,omitempty" max:"8000" lines:"many"`
	SignedName   string `json:"signed_name,omitempty"`
	At           When   `json:"at,omitempty"`
	UnderPenalty *bool  `json:"under_penalty,omitempty"`
}

// ParseMember reads a member as Add takes it and refuses what isn't one with a
// *FieldError. Text is trimmed, null and empty values count as not given.
func ParseMember(data []byte) (Member, error) {
	var m Member
	if err := decode(data, MaxMember, &m); err != nil {
		return Member{}, err
	}
	if m.Name == "" {
		return Member{}, &FieldError{Field: "name_or_legal_name", Fault: FaultRequired}
	}
	return m, nil
}

// Yes tells whether a fact was declared true; nil, not declared, is no.
func Yes(declared *bool) bool { return declared != nil && *declared }

// Value is what the item of damage comes to: its amount, else hours times hourly
// rate; false when neither is given.
func (d Damage) Value() (*big.Rat, bool) {
	if d.Amount != "" {
		return d.Amount.Rat()
	}
	hours, ok := d.Hours.Rat()
	rate, ok2 := d.HourlyRate.Rat()
	if !ok || !ok2 {
		return nil, false
	}
	return hours.Mul(hours, rate), true
}

// CurrencyOf is the currency of an item of the member's damage: its own, else the
// contract's, else XXX, which ISO 4217 keeps for "no currency".
func (m Member) CurrencyOf(d Damage) Currency {
	if d.Currency != "" {
		return d.Currency
	}
	if m.Contract != nil && m.Contract.Currency != "" {
		return m.Contract.Currency
	}
	return "XXX"
}
