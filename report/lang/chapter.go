package lang

// Chapters are the titles, in the order of the report.
type Chapters struct {
	Summary, Findings, Changes, Availability, Method, Tool, Hour, Watch, Check, Keys, Limits, Verify, Custody, Glossary, Contracts string
}

var chaptersFrench = Chapters{
	Summary: "Résumé", Findings: "Constatations", Changes: "Contenu modifié", Availability: "Disponibilité",
	Method: "Méthode", Tool: "Instruments et vérifications préalables", Hour: "L’heure des relevés", Watch: "Continuité de l’observation",
	Check: "Vérification des preuves", Keys: "Clés des journaux", Limits: "Ce que ce rapport ne prouve pas", Verify: "Comment vérifier soi-même",
	Custody: "Conservation et notes", Glossary: "Glossaire", Contracts: "Contrats",
}

var chaptersEnglish = Chapters{
	Summary: "Summary", Findings: "Findings", Changes: "Content that changed", Availability: "Availability",
	Method: "Method", Tool: "Instruments and preparatory checks", Hour: "Time of the records", Watch: "Continuity of the watch",
	Check: "Verification of the evidence", Keys: "Keys of the logs", Limits: "What this report does not prove", Verify: "How to verify it yourself",
	Custody: "Custody and notes", Glossary: "Glossary of terms", Contracts: "Contracts",
}
