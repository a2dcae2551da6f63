package lang

import "strconv"

// Register names what a register of members holds, for counsel's tables and
// sheets.
type Register struct {
	Columns map[string]string // by the name of a column of the CSV
	Words   map[string]string // of the closed lists: heads, kinds, states, periods
	Missing map[string]string // by the name of a field that completeness asks for
	Steps   map[string]string // of the funnel
	Yes, No string

	All, Damages, Totals, Counts, Funnel, Lacking, About string // names of sheets
	Group                                                func(id string) string
	Cut                                                  func(characters int) string // a text longer than a cell

	Sheet   func(no int) string
	Sheets  func(claim string) string
	Lead    func(claim string, received string, percent int) string
	Source  string // what a sheet rests on
	Parts   map[string]string
	Lacks   func(list string) string
	Full    string
	Nothing string // of a part
	Sums    string
	Order   string
	NotTold func(n int, members string) string
	Form    string // of an offer
	Odd     func(mark string) string

	Received, Vouchers, Ownership, History, Doubts string            // names of sheets, and of parts of a file
	Sending, With, Without, Bare, Foreign          string            // of the files received
	OfVouchers, OfOwnership, OfHistory             string            // what they show and don't
	Came                                           map[string]string // by the kind of a part, and of a withdrawal
	Why                                            map[string]string // by the code of a doubt

	Member, Reasons, Documented, Declared, Total, Median, Maximum, Members, Items, Head, Currency string
	Kinds, Countries, Provinces, Servers, Groups, Sites, None, Value, Count, Share, Step, Field   string
	OfMembers, Never, Exact, Times, Texts, Claim, Drawn, Definition, Criteria, Code               string
}

var registerFrench = Register{
	Columns: map[string]string{
		"member_no": "N° de membre", "status": "État du dossier", "kind": "Qualité", "name_or_legal_name": "Nom ou dénomination", "contact_person": "Personne à joindre", "enterprise_no": "N° d’entreprise",
		"address": "Adresse", "province_state": "Province ou région", "country": "Pays", "email": "Courriel", "phone": "Téléphone", "language": "Langue", "source": "Provenance", "notice_id": "N° d’avis", "created_at": "Inscrit le",
		"consent_purpose": "Objet du consentement", "consent_text_version": "Texte du consentement (version)", "consent_at": "Consentement donné le", "privacy_retention_until": "À conserver jusqu’au", "confidentiality_requested": "Confidentialité demandée",
		"representation_status": "Lien avec l’avocat", "representation_at": "Lien depuis le", "representation_document_hash": "Mandat (SHA-256)",
		"contract_provider": "Hébergeur", "contract_legal_entity": "Entité contractante", "contract_account_id": "N° de compte", "contract_plan": "Forfait", "contract_start": "Début du contrat", "contract_end": "Fin du contrat",
		"contract_fee": "Prix", "contract_fee_period": "Période du prix", "contract_currency": "Monnaie du contrat", "contract_backup_option": "Option de sauvegarde", "contract_terms_version_hash": "Conditions (SHA-256)",
		"contract_arbitration_clause": "Clause d’arbitrage", "contract_class_waiver": "Renonciation à l’action collective", "contract_liability_cap": "Plafond de responsabilité",
		"assets": "Sites", "assets_managed_for_third_party": "Sites tenus pour autrui", "asset_names": "Noms des sites",
		"impact_first_noticed_at": "Constaté le", "impact_reported_to_provider_at": "Signalé à l’hébergeur le", "impact_ticket_ids": "N° de billets", "impact_service_types": "Services touchés", "impact_outage_start": "Panne, début déclaré", "impact_outage_end": "Panne, fin déclarée",
		"impact_measured_outage_start": "Panne, début mesuré", "impact_measured_outage_end": "Panne, fin mesurée", "data_lost_had_local_backup": "Copie locale", "data_lost_restored_pct": "Données rétablies (%)", "data_lost_restored_at": "Rétablies le",
		"data_lost_manifest_before_hash": "Inventaire avant (SHA-256)", "data_lost_manifest_after_hash": "Inventaire après (SHA-256)", "offers_received": "Offres reçues", "offers_accepted": "Offres acceptées", "releases_signed": "Quittances signées",
		"group_id": "Groupe", "subgroup_ids": "Sous-groupes", "attestation_signed_name": "Signé par", "attestation_at": "Signé le", "attestation_under_penalty": "Sous les peines du parjure", "payment_preference": "Mode de paiement souhaité",
		"completeness_percent": "Complet à (%)", "missing": "Il manque", "same_name_as": "Même nom que", "damage_items": "Postes de dommage", "damage_items_without_amount": "Postes sans montant",
		"vouchers_received": "Pièces reçues", "voucher_heads": "Chefs des pièces reçues", "sites_shown": "Sites montrés", "versions": "Versions", "last_received": "Dernière réception", "doubts": "Doutes",
		"voucher": "Pièce n°", "file_name": "Nom du fichier", "media_type": "Type", "size": "Octets", "sha256": "SHA-256", "received": "Reçu le", "item": "Poste indiqué", "backs": "Postes concernés", "part": "Partie",
		"site": "Site", "way": "Voie", "weight": "Poids", "at": "Demandé le", "result": "Résultat", "reason": "Motif", "steps": "Ce qui a été demandé et répondu", "came": "Ce qui est venu", "again": "SHA-256 après rechiffrement", "by": "Montré par la clé",
		"head": "Chef de dommage", "description": "Description", "date": "Date", "amount": "Montant", "currency": "Monnaie", "method": "Méthode", "hours": "Heures", "hourly_rate": "Taux horaire", "documented": "Documenté", "duplicate_payment": "Payé en double", "vouchers": "Pièces (SHA-256)", "value": "Valeur",
	},
	Received: "Réclamé et reçu", Vouchers: "Pièces", Ownership: "Contrôle des sites", History: "Historique", Doubts: "Doutes",
	Sending: "Membres avec pièce", With: "Avec pièce reçue", Without: "Sans pièce reçue", Bare: "Dit documenté, sans pièce reçue",
	Foreign:     "ce qui est gardé n’est pas un résultat de contrôle\u00a0; rien n’en est repris",
	OfVouchers:  "Une pièce est dite reçue quand son fichier l’a été\u00a0; ni son contenu ni son auteur n’ont été contrôlés ici.",
	OfOwnership: "Chaque ligne dit ce qu’une voie a montré, à son heure, selon la machine qui a posé la question. Les voies ne s’additionnent pas, et l’une ne vaut pas pour une autre.",
	OfHistory:   "L’empreinte est celle du fichier chiffré, telle que l’accusé de réception du membre la porte. Un fichier chiffré de nouveau a une autre empreinte\u00a0; «\u00a0oui\u00a0» dit que la clé de l’avocat a montré que c’est bien le même.",
	Came: map[string]string{"first": "Inscription", "complete": "Complément", "replace": "Nouvelle version", "voucher": "Pièce", "owner": "Contrôle d’un site", "withdrawn": "Retrait", "erased": "Effacement",
		"member": "sur la parole du membre", "counsel": "par l’avocat"},
	Why: map[string]string{
		"again_unshown":     "Le registre dit que ce fichier a été chiffré de nouveau\u00a0; rien ici ne montre qu’il n’a pas été remplacé.",
		"other_than_logged": "Le journal avait d’abord une autre empreinte de ce fichier, et rien n’explique le changement.",
		"missing":           "Le journal a l’empreinte d’un fichier qui n’est plus là.",
		"withdrawn":         "Le journal porte un avis de retrait de ce membre, dont le dossier est pourtant là.",
	},
	Words: map[string]string{
		"consumer": "consommateur", "sole_trader": "entreprise individuelle", "company": "société", "reseller": "revendeur", "public_body": "organisme public", "non_client_affected": "touché sans être client",
		"web": "web", "counsel": "avocat", "import": "liste importée", "mail": "courrier", "db": "base de données", "backup": "sauvegarde",
		"info_only": "information seulement", "mandate_signed": "mandat signé", "opted_in": "inscrit", "opted_out": "exclu",
		"day": "jour", "month": "mois", "quarter": "trimestre", "half_year": "semestre", "year": "an", "two_years": "deux ans", "three_years": "trois ans", "once": "une fois",
		"credit": "crédit", "cash": "argent", "voucher": "bon", "free_months": "mois gratuits",
		"received": "reçu", "incomplete": "incomplet", "complete": "complet", "verified": "vérifié", "rejected": "refusé", "withdrawn": "retiré",
		"unspecified": "sans chef",
	},
	Missing: map[string]string{
		"kind": "la qualité", "contact_person": "la personne à joindre", "enterprise_no": "le n° d’entreprise", "address": "l’adresse", "country": "le pays", "email": "le courriel", "language": "la langue",
		"consent.text_version": "le texte du consentement", "consent.at": "la date du consentement", "representation.status": "le lien avec l’avocat", "contract.provider": "l’hébergeur", "contract.account_id": "le n° de compte", "contract.start": "le début du contrat",
		"contract.fee": "le prix", "contract.fee_period": "la période du prix", "contract.currency": "la monnaie du contrat", "assets": "les sites", "impact.first_noticed_at": "le jour du constat", "impact.service_types": "les services touchés",
		"damage.head": "le chef de chaque dommage", "damage.amount": "le montant de chaque dommage", "damage.currency": "la monnaie de chaque dommage", "damage.documented": "les pièces de chaque dommage", "attestation.signed_name": "la signature", "attestation.at": "la date de la signature",
	},
	Steps: map[string]string{
		"registered": "Inscrits", "identified": "… dont l’identité et l’adresse sont données", "contract": "… et le contrat", "hit": "… et ce qui a été touché", "damage": "… et des dommages chiffrés",
		"documented": "… tous documentés", "agreed": "… avec consentement et lien avec l’avocat", "complete": "… et signature\u00a0: dossiers complets",
	},
	Yes: "oui", No: "non",
	All: "Membres", Damages: "Dommages", Totals: "Totaux", Counts: "Répartition", Funnel: "Entonnoir", Lacking: "Ce qui manque", About: "À lire",
	Group: func(id string) string { return "Groupe " + id },
	Cut: func(n int) string {
		return " … (encore " + French.Number.Count(int64(n), "caractère", "caractères") + ", dans le JSON)"
	},
	Sheet:  func(no int) string { return "Fiche du membre n°" + NoBreak + strconv.Itoa(no) },
	Sheets: func(claim string) string { return "Fiches des membres, registre " + claim },
	Lead: func(claim, received string, percent int) string {
		if received != "" {
			received = "Inscrit le " + received + ". "
		}
		return "Registre " + claim + ". " + received + "Dossier complet à " + strconv.Itoa(percent) + NoBreak + "%."
	},
	Source: "Cette fiche reprend ce que le membre, ou l’avocat pour lui, a déclaré au registre, le mot «\u00a0documenté\u00a0» compris. Les pièces reçues sont celles qui y sont listées avec leur empreinte\u00a0; rien d’autre n’y est établi.",
	Parts:  map[string]string{"who": "Identité", "tie": "Consentement et mandat", "contract": "Contrat", "sites": "Sites", "impact": "Ce qui a été touché", "damage": "Dommages", "offers": "Offres reçues", "group": "Groupe", "sign": "Déclaration"},
	Lacks:  func(list string) string { return "Il manque\u00a0: " + list + "." },
	Full:   "Rien de ce qui est demandé ne manque.", Nothing: "Rien n’a été déclaré.", Sums: "Sommes du membre", Order: "N°",
	NotTold: func(n int, members string) string {
		return "Rien ne permet de dire s’ils en sont (" + strconv.Itoa(n) + ")\u00a0: " + members
	}, Form: "Forme",
	Odd: func(mark string) string {
		return "Un caractère que les polices de ce document n’ont pas est remplacé par " + mark + "\u00a0; l’export en JSON l’a tel qu’écrit."
	},
	Member: "Membre", Reasons: "Raison", Documented: "Documenté", Declared: "Déclaré sans pièce", Total: "Total", Median: "Médiane par membre", Maximum: "Maximum par membre", Members: "Membres", Items: "Postes", Head: "Chef de dommage", Currency: "Monnaie",
	Kinds: "Qualité", Countries: "Pays", Provinces: "Province ou région", Servers: "Serveur", Groups: "Groupe", Sites: "Sites", None: "non dit", Value: "Valeur", Count: "Nombre", Share: "Part", Step: "Étape", Field: "Champ",
	OfMembers: "La médiane et le maximum portent sur la somme de chaque membre qui a chiffré un dommage dans cette monnaie.",
	Never:     "Les monnaies ne sont jamais converties\u00a0; un poste sans montant n’entre dans aucune somme.",
	Exact:     "Les sommes sont exactes. Un nombre de plus de quinze chiffres est écrit comme texte\u00a0: un tableur l’arrondirait.",
	Times:     "Les heures sont en temps universel (UTC).",
	Texts:     "Ce qu’un membre a écrit est du texte, jamais une formule.",
	Claim:     "Registre", Drawn: "Arrêté le", Definition: "Définition", Criteria: "Critères", Code: "Code",
}

var registerEnglish = Register{
	Columns: map[string]string{
		"member_no": "Member no.", "status": "State of the file", "kind": "Kind", "name_or_legal_name": "Name or legal name", "contact_person": "Contact person", "enterprise_no": "Enterprise no.",
		"address": "Address", "province_state": "Province or state", "country": "Country", "email": "E-mail", "phone": "Phone", "language": "Language", "source": "Came by", "notice_id": "Notice no.", "created_at": "Registered on",
		"consent_purpose": "Purpose of consent", "consent_text_version": "Text of consent (version)", "consent_at": "Consent given on", "privacy_retention_until": "To be kept until", "confidentiality_requested": "Confidentiality requested",
		"representation_status": "Tie with counsel", "representation_at": "Tie since", "representation_document_hash": "Mandate (SHA-256)",
		"contract_provider": "Provider", "contract_legal_entity": "Contracting entity", "contract_account_id": "Account no.", "contract_plan": "Plan", "contract_start": "Contract began", "contract_end": "Contract ended",
		"contract_fee": "Fee", "contract_fee_period": "Period of the fee", "contract_currency": "Currency of the contract", "contract_backup_option": "Backup option", "contract_terms_version_hash": "Terms (SHA-256)",
		"contract_arbitration_clause": "Arbitration clause", "contract_class_waiver": "Class waiver", "contract_liability_cap": "Liability cap",
		"assets": "Sites", "assets_managed_for_third_party": "Sites kept for others", "asset_names": "Names of the sites",
		"impact_first_noticed_at": "Noticed on", "impact_reported_to_provider_at": "Reported to the provider on", "impact_ticket_ids": "Ticket nos.", "impact_service_types": "Services hit", "impact_outage_start": "Outage, declared start", "impact_outage_end": "Outage, declared end",
		"impact_measured_outage_start": "Outage, measured start", "impact_measured_outage_end": "Outage, measured end", "data_lost_had_local_backup": "Local copy", "data_lost_restored_pct": "Data restored (%)", "data_lost_restored_at": "Restored on",
		"data_lost_manifest_before_hash": "Inventory before (SHA-256)", "data_lost_manifest_after_hash": "Inventory after (SHA-256)", "offers_received": "Offers received", "offers_accepted": "Offers accepted", "releases_signed": "Releases signed",
		"group_id": "Group", "subgroup_ids": "Sub-groups", "attestation_signed_name": "Signed by", "attestation_at": "Signed on", "attestation_under_penalty": "Under penalty of perjury", "payment_preference": "Payment wished",
		"completeness_percent": "Complete (%)", "missing": "Missing", "same_name_as": "Same name as", "damage_items": "Items of damage", "damage_items_without_amount": "Items without an amount",
		"vouchers_received": "Files received", "voucher_heads": "Heads of the files", "sites_shown": "Sites shown", "versions": "Versions", "last_received": "Last received", "doubts": "Doubts",
		"voucher": "Voucher no.", "file_name": "Name of the file", "media_type": "Type", "size": "Bytes", "sha256": "SHA-256", "received": "Received on", "item": "Item named", "backs": "Items it is for", "part": "Part",
		"site": "Site", "way": "Way", "weight": "Weight", "at": "Asked on", "result": "Result", "reason": "Reason", "steps": "What was asked and answered", "came": "What came", "again": "SHA-256 after encrypting again", "by": "Shown by the key",
		"head": "Head of damage", "description": "Description", "date": "Date", "amount": "Amount", "currency": "Currency", "method": "Method", "hours": "Hours", "hourly_rate": "Hourly rate", "documented": "Documented", "duplicate_payment": "Paid twice", "vouchers": "Vouchers (SHA-256)", "value": "Value",
	},
	Received: "Claimed and received", Vouchers: "Vouchers", Ownership: "Checks of sites", History: "History", Doubts: "Doubts",
	Sending: "Members with a file", With: "With a file received", Without: "Without a file", Bare: "Called documented, no file",
	Foreign:     "what is kept is not the result of a check; nothing of it is repeated",
	OfVouchers:  "A voucher is called received when its file was; neither its content nor who made it was checked here.",
	OfOwnership: "Each row tells what one way showed, at its time, by the machine that asked. Ways are not added up, and none stands for another.",
	OfHistory:   "The digest is that of the encrypted file, as the member's receipt has it. A file that was encrypted again has another one; \"yes\" says that counsel's key has shown that it is the same.",
	Came: map[string]string{"first": "Registration", "complete": "Completion", "replace": "New version", "voucher": "Voucher", "owner": "Check of a site", "withdrawn": "Withdrawal", "erased": "Erasure",
		"member": "on the member's word", "counsel": "by counsel"},
	Why: map[string]string{
		"again_unshown":     "The register says that this file was encrypted again; nothing here shows that it was not replaced.",
		"other_than_logged": "The log first had another digest of this file, and nothing explains the change.",
		"missing":           "The log has the digest of a file that is no longer there.",
		"withdrawn":         "The log has a notice of withdrawal of this member, whose file is there all the same.",
	},
	Words: map[string]string{
		"consumer": "consumer", "sole_trader": "sole trader", "company": "company", "reseller": "reseller", "public_body": "public body", "non_client_affected": "affected, not a client",
		"web": "web", "counsel": "counsel", "import": "imported list", "mail": "mail", "db": "database", "backup": "backup",
		"info_only": "information only", "mandate_signed": "mandate signed", "opted_in": "opted in", "opted_out": "opted out",
		"day": "day", "month": "month", "quarter": "quarter", "half_year": "half-year", "year": "year", "two_years": "two years", "three_years": "three years", "once": "once",
		"credit": "credit", "cash": "cash", "voucher": "voucher", "free_months": "free months",
		"received": "received", "incomplete": "incomplete", "complete": "complete", "verified": "verified", "rejected": "rejected", "withdrawn": "withdrawn",
		"unspecified": "no head given",
	},
	Missing: map[string]string{
		"kind": "the kind", "contact_person": "the contact person", "enterprise_no": "the enterprise number", "address": "the address", "country": "the country", "email": "the e-mail address", "language": "the language",
		"consent.text_version": "the text of the consent", "consent.at": "the date of the consent", "representation.status": "the tie with counsel", "contract.provider": "the provider", "contract.account_id": "the account number", "contract.start": "the contract’s beginning",
		"contract.fee": "the fee", "contract.fee_period": "the period of the fee", "contract.currency": "the currency of the contract", "assets": "the sites", "impact.first_noticed_at": "the day it was noticed", "impact.service_types": "the services hit",
		"damage.head": "the head of each damage", "damage.amount": "the amount of each damage", "damage.currency": "the currency of each damage", "damage.documented": "the vouchers of each damage", "attestation.signed_name": "the signature", "attestation.at": "the date of the signature",
	},
	Steps: map[string]string{
		"registered": "Registered", "identified": "… who gave identity and address", "contract": "… and the contract", "hit": "… and what was hit", "damage": "… and damages with amounts",
		"documented": "… all of them documented", "agreed": "… with consent and a tie with counsel", "complete": "… and a signature: complete files",
	},
	Yes: "yes", No: "no",
	All: "Members", Damages: "Damages", Totals: "Totals", Counts: "Counts", Funnel: "Funnel", Lacking: "What is missing", About: "Read me",
	Group: func(id string) string { return "Group " + id },
	Cut: func(n int) string {
		return " … (" + English.Number.Count(int64(n), "more character", "more characters") + ", in the JSON)"
	},
	Sheet:  func(no int) string { return "Sheet of member no." + NoBreak + strconv.Itoa(no) },
	Sheets: func(claim string) string { return "Sheets of members, register " + claim },
	Lead: func(claim, received string, percent int) string {
		if received != "" {
			received = "Registered on " + received + ". "
		}
		return "Register " + claim + ". " + received + "File " + strconv.Itoa(percent) + "% complete."
	},
	Source: "This sheet repeats what the member, or counsel for the member, declared to the register, the word \"documented\" included. The vouchers received are those listed in it with their digests; it establishes nothing else.",
	Parts:  map[string]string{"who": "Identity", "tie": "Consent and mandate", "contract": "Contract of service", "sites": "Sites named", "impact": "What was hit", "damage": "Damages", "offers": "Offers received", "group": "Group and sub-groups", "sign": "Statement signed"},
	Lacks:  func(list string) string { return "Missing: " + list + "." },
	Full:   "Nothing that is asked for is missing.", Nothing: "Nothing was declared.", Sums: "Sums of the member", Order: "No.",
	NotTold: func(n int, members string) string {
		return "Nothing said tells whether they belong to it (" + strconv.Itoa(n) + "): " + members
	}, Form: "What form",
	Odd: func(mark string) string {
		return "A character that the fonts of this document lack is replaced by " + mark + "; the export as JSON has it as written."
	},
	Member: "Member", Reasons: "Reason", Documented: "Documented", Declared: "Declared, no voucher", Total: "Total", Median: "Median of members", Maximum: "Maximum of members", Members: "Members", Items: "Items", Head: "Head of damage", Currency: "Currency",
	Kinds: "Kind", Countries: "Country", Provinces: "Province or state", Servers: "Server", Groups: "Group", Sites: "Sites", None: "not said", Value: "Value", Count: "Number", Share: "Share", Step: "Step", Field: "Field",
	OfMembers: "Median and maximum are of the sum of each member who put an amount on a damage in this currency.",
	Never:     "Currencies are never converted; an item without an amount is in no sum.",
	Exact:     "Sums are exact. A number of more than fifteen digits is written as text: a spreadsheet would round it.",
	Times:     "Times are in Universal Time (UTC).",
	Texts:     "What a member wrote is text, never a formula.",
	Claim:     "Register", Drawn: "Drawn up on", Definition: "Definition", Criteria: "Criteria", Code: "Code",
}
