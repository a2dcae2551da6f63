package export

import (
	"slices"
	"strconv"
	"strings"

	"constat/store/registry"
)

// column is one column of the CSV; number says that its cells are written by us as numbers.
type column struct {
	name   string
	of     func(registry.Member) string
	number bool
}

// columns are those that every register has. Names are those of the member's JSON, joined
// by underscores; new ones go at the end of their block.
func columns(same map[int]registry.Namesakes) []column {
	text := func(name string, of func(registry.Member) string) column { return column{name, of, false} }
	number := func(name string, of func(registry.Member) string) column { return column{name, of, true} }
	type member = registry.Member
	return []column{
		number("member_no", func(m member) string { return strconv.Itoa(m.MemberNo) }),
		text("status", func(m member) string { return string(m.Status) }),
		text("kind", func(m member) string { return string(m.Kind) }),
		text("name_or_legal_name", func(m member) string { return m.Name }),
		text("contact_person", func(m member) string { return m.ContactPerson }),
		text("enterprise_no", func(m member) string { return m.EnterpriseNo }),
		text("address", func(m member) string { return m.Address }),
		text("province_state", func(m member) string { return m.ProvinceState }),
		text("country", func(m member) string { return string(m.Country) }),
		text("email", func(m member) string { return string(m.Email) }),
		text("phone", func(m member) string { return m.Phone }),
		text("language", func(m member) string { return string(m.Language) }),
		text("source", func(m member) string { return string(m.Source) }),
		text("notice_id", func(m member) string { return m.NoticeID }),
		text("created_at", func(m member) string { return string(m.CreatedAt) }),
		text("consent_purpose", func(m member) string { return of(m.Consent).Purpose }),
		text("consent_text_version", func(m member) string { return of(m.Consent).TextVersion }),
		text("consent_at", func(m member) string { return string(of(m.Consent).At) }),
		text("privacy_retention_until", func(m member) string { return string(m.PrivacyRetentionUntil) }),
		text("confidentiality_requested", func(m member) string { return yesNo(m.ConfidentialityRequested) }),
		text("representation_status", func(m member) string { return string(of(m.Representation).Status) }),
		text("representation_at", func(m member) string { return string(of(m.Representation).At) }),
		text("representation_document_hash", func(m member) string { return string(of(m.Representation).DocumentHash) }),
		text("contract_provider", func(m member) string { return of(m.Contract).Provider }),
		text("contract_legal_entity", func(m member) string { return of(m.Contract).LegalEntity }),
		text("contract_account_id", func(m member) string { return of(m.Contract).AccountID }),
		text("contract_plan", func(m member) string { return of(m.Contract).Plan }),
		text("contract_start", func(m member) string { return string(of(m.Contract).Start) }),
		text("contract_end", func(m member) string { return string(of(m.Contract).End) }),
		number("contract_fee", func(m member) string { return string(of(m.Contract).Fee) }),
		text("contract_fee_period", func(m member) string { return string(of(m.Contract).FeePeriod) }),
		text("contract_currency", func(m member) string { return string(of(m.Contract).Currency) }),
		text("contract_backup_option", func(m member) string { return of(m.Contract).BackupOption }),
		text("contract_terms_version_hash", func(m member) string { return string(of(m.Contract).TermsVersionHash) }),
		text("contract_arbitration_clause", func(m member) string { return yesNo(of(m.Contract).ArbitrationClause) }),
		text("contract_class_waiver", func(m member) string { return yesNo(of(m.Contract).ClassWaiver) }),
		number("contract_liability_cap", func(m member) string { return string(of(m.Contract).LiabilityCap) }),
		number("assets", func(m member) string { return count(len(m.Assets)) }),
		number("assets_managed_for_third_party", managed),
		text("asset_names", assetNames),
		text("impact_first_noticed_at", func(m member) string { return string(of(m.Impact).FirstNoticedAt) }),
		text("impact_reported_to_provider_at", func(m member) string { return string(of(m.Impact).ReportedToProviderAt) }),
		text("impact_ticket_ids", func(m member) string { return joined(of(m.Impact).TicketIDs) }),
		text("impact_service_types", func(m member) string { return joined(of(m.Impact).ServiceTypes) }),
		text("impact_outage_start", func(m member) string { return string(of(m.Impact).OutageStart) }),
		text("impact_outage_end", func(m member) string { return string(of(m.Impact).OutageEnd) }),
		text("impact_measured_outage_start", func(m member) string { return string(of(m.Impact).MeasuredOutageStart) }),
		text("impact_measured_outage_end", func(m member) string { return string(of(m.Impact).MeasuredOutageEnd) }),
		text("data_lost_had_local_backup", func(m member) string { return yesNo(lost(m).HadLocalBackup) }),
		number("data_lost_restored_pct", func(m member) string { return string(lost(m).RestoredPct) }),
		text("data_lost_restored_at", func(m member) string { return string(lost(m).RestoredAt) }),
		text("data_lost_manifest_before_hash", func(m member) string { return string(lost(m).ManifestBeforeHash) }),
		text("data_lost_manifest_after_hash", func(m member) string { return string(lost(m).ManifestAfterHash) }),
		number("offers_received", func(m member) string { return count(len(m.OffersReceived)) }),
		number("offers_accepted", func(m member) string { return offers(m, func(o registry.Offer) *bool { return o.Accepted }) }),
		number("releases_signed", func(m member) string { return offers(m, func(o registry.Offer) *bool { return o.ReleaseSigned }) }),
		text("group_id", func(m member) string { return of(m.Group).GroupID }),
		text("subgroup_ids", func(m member) string { return joined(of(m.Group).SubgroupIDs) }),
		text("attestation_signed_name", func(m member) string { return of(m.Attestation).SignedName }),
		text("attestation_at", func(m member) string { return string(of(m.Attestation).At) }),
		text("attestation_under_penalty", func(m member) string { return yesNo(of(m.Attestation).UnderPenalty) }),
		text("payment_preference", func(m member) string { return m.PaymentPreference }),
		number("completeness_percent", func(m member) string { return strconv.Itoa(m.Complete().Percent) }),
		text("missing", func(m member) string { return joined(m.Complete().Missing) }),
		text("same_name_as", func(m member) string { return namesakes(same[m.MemberNo]) }),
		number("damage_items", func(m member) string { return count(len(m.Damage)) }),
		number("damage_items_without_amount", withoutAmount),
	}
}

// damageColumns are, for each currency in use, the heads in their order, what has no
// head, and the sums of what is documented, only declared, and both.
func damageColumns(members []registry.Member) []column {
	var all []column
	for _, cur := range currencies(members) {
		add := func(name string, pick func(registry.Damage) bool) {
			all = append(all, column{"damage_" + name + "_" + string(cur), func(m registry.Member) string {
				return memberSum(m, cur, pick)
			}, true})
		}
		for _, h := range append(slices.Clone(registry.Heads), "") {
			add(headName(h), func(d registry.Damage) bool { return d.Head == h })
		}
		add("documented", func(d registry.Damage) bool { return registry.Yes(d.Documented) })
		add("declared", func(d registry.Damage) bool { return !registry.Yes(d.Documented) })
		add("total", func(registry.Damage) bool { return true })
	}
	return all
}

func headName(h registry.Head) string {
	if h == "" {
		return "unspecified"
	}
	return string(h)
}

func assetNames(m registry.Member) string {
	var names []string
	for _, a := range m.Assets {
		for _, s := range []string{a.Domain, a.URL, a.ServerName, string(a.IP)} {
			if s != "" {
				names = append(names, s)
				break
			}
		}
	}
	return joined(names)
}

func managed(m registry.Member) string {
	n := 0
	for _, a := range m.Assets {
		if registry.Yes(a.ManagedForThirdParty) {
			n++
		}
	}
	return count(n)
}

func withoutAmount(m registry.Member) string {
	n := 0
	for _, d := range m.Damage {
		if _, ok := d.Value(); !ok {
			n++
		}
	}
	return count(n)
}

func offers(m registry.Member, what func(registry.Offer) *bool) string {
	n := 0
	for _, o := range m.OffersReceived {
		if registry.Yes(what(o)) {
			n++
		}
	}
	return count(n)
}

func lost(m registry.Member) registry.DataLost { return of(of(m.Impact).DataLost) }

func yesNo(b *bool) string {
	if b == nil {
		return ""
	}
	return strconv.FormatBool(*b)
}

// namesakes lists numbers, and how many there are besides: "2; 5; +9988".
func namesakes(n registry.Namesakes) string {
	var s []string
	for _, no := range n.Others {
		s = append(s, strconv.Itoa(no))
	}
	if n.More > 0 {
		s = append(s, "+"+strconv.Itoa(n.More))
	}
	return joined(s)
}

func joined[S ~string](items []S) string {
	s := make([]string, len(items))
	for i, item := range items {
		s[i] = string(item)
	}
	return strings.Join(s, "; ")
}

// of reads through a pointer that may be nil.
func of[T any](p *T) T {
	var none T
	if p == nil {
		return none
	}
	return *p
}
