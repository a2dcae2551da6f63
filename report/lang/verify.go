package lang

// Verify is the chapter that lets a stranger check everything alone.
type Verify struct {
	Intro string
	Steps []Step
	Need  string
}

// A Step is one thing to do: why, and the commands. In these, FILES stands for
// the evidence files, ONE for the first of them, REST for the options with
// which this report was made, FILE for what the reader names.
type Step struct {
	Text     string
	Commands []string
}

var verifyFrench = Verify{
	Intro: "Nul besoin de croire l’auteur de ce rapport. Avec les fichiers de preuve et des outils ordinaires, chacun peut refaire les vérifications suivantes, sans réseau.",
	Need:  "Les noms de fichiers sont ceux de la page de garde\u00a0; FILE est le fichier de politique, que le lecteur écrit lui-même.",
	Steps: []Step{
		{"Comparez l’empreinte de chaque fichier de preuve à celle de la page de garde.", []string{"sha256sum FILES"}},
		{"Ouvrez le fichier de preuve et vérifiez son manifeste (BagIt, RFC 8493). Chaque ligne doit se terminer par OK.", []string{
			"unzip -d bundle ONE && cd bundle",
			"sha256sum -c manifest-sha256.txt",
			"sha256sum -c tagmanifest-sha256.txt",
		}},
		{"Comparez les clés de l’annexe B à celles que vous tenez d’une autre source\u00a0: l’exploitant qui les lit au téléphone, un notaire chez qui elles sont déposées, un acte antérieur. Une clé contenue dans le fichier de preuve ne prouve rien à elle seule\u00a0; cette comparaison établit qui a signé.", nil},
		{"Inscrivez ces clés dans un fichier de politique, et faites vérifier signatures, chaînage, complétude et observations. Le programme dit ligne par ligne ce qui est prouvé. Il rend 0 si tout l’est, 1 si un fichier a été altéré, 2 si un point n’a pas pu être vérifié.", []string{
			"constat-verify --policy FILE FILES",
		}},
		{"Retrouvez une preuve citée\u00a0: «\u00a0saguenay-1/1 nº\u00a0412.7\u00a0» désigne, dans le journal saguenay-1/1, la feuille 412 et en elle l’observation 7, toutes deux comptées à partir de zéro. Le fichier data/observations.csv donne les mêmes faits sous forme lisible.", []string{
			"grep -E ',412,7.?$' bundle/data/observations.csv",
		}},
		{"Refaites ce rapport, avec la même version du programme, et sortez les faits bruts qui y sont joints. Deux fichiers égaux octet pour octet ont la même empreinte.", []string{
			"constat report FILES -o rapport.pdf --lang fr REST",
			"pdfdetach -saveall rapport.pdf",
		}},
	},
}

var verifyEnglish = Verify{
	Intro: "There is no need to believe the author of this report. With the evidence files and ordinary tools, anyone can repeat the following checks, without a network.",
	Need:  "The file names are those of the cover; FILE is the policy file, which the reader writes.",
	Steps: []Step{
		{"Compare the digest of each evidence file with the one on the cover.", []string{"sha256sum FILES"}},
		{"Open the evidence file and check its manifest (BagIt, RFC 8493). Each line must end in OK.", []string{
			"unzip -d bundle ONE && cd bundle",
			"sha256sum -c manifest-sha256.txt",
			"sha256sum -c tagmanifest-sha256.txt",
		}},
		{"Compare the keys in annex B with those you have from another source: the operator who reads them out on the telephone, a notary with whom they are deposited, an earlier deed. A key contained in the evidence file proves nothing by itself; this comparison establishes who signed.", nil},
		{"Enter these keys in a policy file, and have signatures, chaining, completeness and observations checked. The program says line by line what is proven. It returns 0 if everything is, 1 if a file has been altered, 2 if a point could not be checked.", []string{
			"constat-verify --policy FILE FILES",
		}},
		{"Find a citation again: “saguenay-1/1 no. 412.7” stands for leaf 412 of log saguenay-1/1 and, within it, observation 7, both counted from zero. The file data/observations.csv gives the same facts in readable form.", []string{
			"grep -E ',412,7.?$' bundle/data/observations.csv",
		}},
		{"Make this report again, with the same version of the program, and take out the raw facts attached to it. Two files that are equal byte for byte have the same digest.", []string{
			"constat report FILES -o report.pdf --lang en REST",
			"pdfdetach -saveall report.pdf",
		}},
	},
}
