import { UnitField as UnitField_314e92f020d780b19fdd1e120722969d } from '../../../../src/organisation/views/UnitField'
import { DayCell as DayCell_a75a45d97b54fd3c2e3d1327230b279b } from '../../../../src/platform/admin/DayField'
import { DayField as DayField_a75a45d97b54fd3c2e3d1327230b279b } from '../../../../src/platform/admin/DayField'
import { NoDiff as NoDiff_9c6fa4821438c8f35bca26eb833c563f } from '../../../../src/platform/admin/cells'
import { LanguagesCell as LanguagesCell_437ab98e3fe5137f9dc60a921badef50 } from '../../../../src/content/views/LanguageCells'
import { LanguagePanel as LanguagePanel_64b7744e6f4753021a21665d554faaa0 } from '../../../../src/content/views/LanguagePanel'
import { InstantCell as InstantCell_4cd56260879b5a09862a8871b0c0e0d1 } from '../../../../src/platform/admin/Instant'
import { InstantField as InstantField_4cd56260879b5a09862a8871b0c0e0d1 } from '../../../../src/platform/admin/Instant'
import { FirstRunHint as FirstRunHint_5a168b456ae750aea83360134718a0ca } from '../../../../src/reach/first-run/views/FirstRunHint'
import { OthersEditing as OthersEditing_9949258837dcf43180670b793a18326e } from '../../../../src/content/views/OthersEditing'
import { GiveButton as GiveButton_c01eedf6bacfc0d3bdb4704e92849717 } from '../../../../src/dissemination/views/GiveButton'
import { DocumentTimes as DocumentTimes_4cd56260879b5a09862a8871b0c0e0d1 } from '../../../../src/platform/admin/Instant'
import { SavedVersions as SavedVersions_570be9eb4c60cdf2d340d02847da71c7 } from '../../../../src/content/views/SavedVersions'
import { FileTypeCell as FileTypeCell_b4a5da2276b3fd1441d9594b2d8a90b1 } from '../../../../src/content/views/FileTypeCell'
import { SizeCell as SizeCell_9c6fa4821438c8f35bca26eb833c563f } from '../../../../src/platform/admin/cells'
import { NumberCell as NumberCell_9c6fa4821438c8f35bca26eb833c563f } from '../../../../src/platform/admin/cells'
import { AssignmentView as AssignmentView_273758a845b007b892dadde187da3b1d } from '../../../../src/dissemination/views/AssignmentView'
import { FlagCell as FlagCell_9c6fa4821438c8f35bca26eb833c563f } from '../../../../src/platform/admin/cells'
import { ChooseScope as ChooseScope_b6a608675b38cd04f2d2772431e7b62e } from '../../../../src/dissemination/views/ChooseScope'
import { OpenInReach as OpenInReach_9c9cc03ca989bbb832b710a94344ab37 } from '../../../../src/reach/views/OpenInReach'
import { LanguageNameCell as LanguageNameCell_437ab98e3fe5137f9dc60a921badef50 } from '../../../../src/content/views/LanguageCells'
import { MakeCodesButton as MakeCodesButton_53ee76ec87100d528bd046fbf3006310 } from '../../../../src/organisation/views/MakeCodesButton'
import { ActiveCell as ActiveCell_89c2728ef008b748cfe6a580daa47c30 } from '../../../../src/organisation/views/ActiveCell'
import { GapsPanel as GapsPanel_a1f77a83bca674cb652c0e203185cbab } from '../../../../src/organisation/renewal/views/GapsPanel'
import { RenewalDesk as RenewalDesk_cfe99c0268ea8f2841d26ae85eb8c4be } from '../../../../src/organisation/renewal/views/RenewalDesk'
import { PersonalDataButton as PersonalDataButton_78f4685774cb0d89ebf583e689f61dd0 } from '../../../../src/organisation/views/PersonalDataButton'
import { RevokeDeviceButton as RevokeDeviceButton_060c0157e5d4ab8b33d6fad4a8d5eb7e } from '../../../../src/organisation/views/RevokeDeviceButton'
import { ProposeSignInName as ProposeSignInName_5e6397aea5df2b05cfa81f0107e2723e } from '../../../../src/organisation/accounts/views/ProposeSignInName'
import { PasswordLinksForNew as PasswordLinksForNew_abb0d5d94dcc41cd705d4cad12fd17ff } from '../../../../src/organisation/accounts/views/PasswordLinks'
import { PasswordLinkButton as PasswordLinkButton_abb0d5d94dcc41cd705d4cad12fd17ff } from '../../../../src/organisation/accounts/views/PasswordLinks'
import { ImportStart as ImportStart_7308802735a677015c6cdcdb705d3eba } from '../../../../src/organisation/import/views/ImportStart'
import { ImportDesk as ImportDesk_544fa0a724d1bb0777a62992422b7d8b } from '../../../../src/organisation/import/views/ImportDesk'
import { ActorCell as ActorCell_24e60051c9666f3279663fccaa728a04 } from '../../../../src/access/views/LogCells'
import { ActionCell as ActionCell_24e60051c9666f3279663fccaa728a04 } from '../../../../src/access/views/LogCells'
import { SubjectCell as SubjectCell_24e60051c9666f3279663fccaa728a04 } from '../../../../src/access/views/LogCells'
import { UnitCell as UnitCell_24e60051c9666f3279663fccaa728a04 } from '../../../../src/access/views/LogCells'
import { LogEntry as LogEntry_df47b72b5b67536855e61f019d8fb461 } from '../../../../src/access/views/LogEntry'
import { DemonstrationStrip as DemonstrationStrip_ab3ac8fac975005fbd7080ef2907b767 } from '../../../../src/reach/views/DemonstrationStrip'
import { Icon as Icon_2b3678be803d360fb74451737fbaf688 } from '../../../../src/platform/admin/Marks'
import { Logo as Logo_2b3678be803d360fb74451737fbaf688 } from '../../../../src/platform/admin/Marks'
import { NavLinks as NavLinks_ba7c88eaa2a07f6efe4b0115a2c6ee49 } from '../../../../src/dissemination/views/NavLinks'
import { SignInHint as SignInHint_06da89e8c536367c37fc2b654c7873f4 } from '../../../../src/organisation/accounts/views/SignInHint'
import { PlainFaults as PlainFaults_ca77ad07767d2896950e20f43a01acce } from '../../../../src/platform/admin/PlainFaults'
import { DashboardView as DashboardView_b58d22660d88155f121a0d8dcb2c35e5 } from '../../../../src/reach/views/DashboardView'
import { FirstRunView as FirstRunView_41b319a04495022a0b2d684655509516 } from '../../../../src/reach/first-run/views/FirstRunView'
import { ReachView as ReachView_dd8d41cf758384c73310a52f8576064e } from '../../../../src/reach/views/ReachView'
import { OutboxFileView as OutboxFileView_5f64b2e19a0a6eaa079471689182ed8d } from '../../../../src/dissemination/outbox/views/OutboxFileView'
import { PromptsView as PromptsView_d592208e0f08b0e46696dd09f913c3b0 } from '../../../../src/dissemination/prompts/views/PromptsView'
import { CollectionCards as CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1 } from '@payloadcms/next/rsc'

/** @type import('payload').ImportMap */
export const importMap = {
  "/src/organisation/views/UnitField#UnitField": UnitField_314e92f020d780b19fdd1e120722969d,
  "/src/platform/admin/DayField#DayCell": DayCell_a75a45d97b54fd3c2e3d1327230b279b,
  "/src/platform/admin/DayField#DayField": DayField_a75a45d97b54fd3c2e3d1327230b279b,
  "/src/platform/admin/cells#NoDiff": NoDiff_9c6fa4821438c8f35bca26eb833c563f,
  "/src/content/views/LanguageCells#LanguagesCell": LanguagesCell_437ab98e3fe5137f9dc60a921badef50,
  "/src/content/views/LanguagePanel#LanguagePanel": LanguagePanel_64b7744e6f4753021a21665d554faaa0,
  "/src/platform/admin/Instant#InstantCell": InstantCell_4cd56260879b5a09862a8871b0c0e0d1,
  "/src/platform/admin/Instant#InstantField": InstantField_4cd56260879b5a09862a8871b0c0e0d1,
  "/src/reach/first-run/views/FirstRunHint#FirstRunHint": FirstRunHint_5a168b456ae750aea83360134718a0ca,
  "/src/content/views/OthersEditing#OthersEditing": OthersEditing_9949258837dcf43180670b793a18326e,
  "/src/dissemination/views/GiveButton#GiveButton": GiveButton_c01eedf6bacfc0d3bdb4704e92849717,
  "/src/platform/admin/Instant#DocumentTimes": DocumentTimes_4cd56260879b5a09862a8871b0c0e0d1,
  "/src/content/views/SavedVersions#SavedVersions": SavedVersions_570be9eb4c60cdf2d340d02847da71c7,
  "/src/content/views/FileTypeCell#FileTypeCell": FileTypeCell_b4a5da2276b3fd1441d9594b2d8a90b1,
  "/src/platform/admin/cells#SizeCell": SizeCell_9c6fa4821438c8f35bca26eb833c563f,
  "/src/platform/admin/cells#NumberCell": NumberCell_9c6fa4821438c8f35bca26eb833c563f,
  "/src/dissemination/views/AssignmentView#AssignmentView": AssignmentView_273758a845b007b892dadde187da3b1d,
  "/src/platform/admin/cells#FlagCell": FlagCell_9c6fa4821438c8f35bca26eb833c563f,
  "/src/dissemination/views/ChooseScope#ChooseScope": ChooseScope_b6a608675b38cd04f2d2772431e7b62e,
  "/src/reach/views/OpenInReach#OpenInReach": OpenInReach_9c9cc03ca989bbb832b710a94344ab37,
  "/src/content/views/LanguageCells#LanguageNameCell": LanguageNameCell_437ab98e3fe5137f9dc60a921badef50,
  "/src/organisation/views/MakeCodesButton#MakeCodesButton": MakeCodesButton_53ee76ec87100d528bd046fbf3006310,
  "/src/organisation/views/ActiveCell#ActiveCell": ActiveCell_89c2728ef008b748cfe6a580daa47c30,
  "/src/organisation/renewal/views/GapsPanel#GapsPanel": GapsPanel_a1f77a83bca674cb652c0e203185cbab,
  "/src/organisation/renewal/views/RenewalDesk#RenewalDesk": RenewalDesk_cfe99c0268ea8f2841d26ae85eb8c4be,
  "/src/organisation/views/PersonalDataButton#PersonalDataButton": PersonalDataButton_78f4685774cb0d89ebf583e689f61dd0,
  "/src/organisation/views/RevokeDeviceButton#RevokeDeviceButton": RevokeDeviceButton_060c0157e5d4ab8b33d6fad4a8d5eb7e,
  "/src/organisation/accounts/views/ProposeSignInName#ProposeSignInName": ProposeSignInName_5e6397aea5df2b05cfa81f0107e2723e,
  "/src/organisation/accounts/views/PasswordLinks#PasswordLinksForNew": PasswordLinksForNew_abb0d5d94dcc41cd705d4cad12fd17ff,
  "/src/organisation/accounts/views/PasswordLinks#PasswordLinkButton": PasswordLinkButton_abb0d5d94dcc41cd705d4cad12fd17ff,
  "/src/organisation/import/views/ImportStart#ImportStart": ImportStart_7308802735a677015c6cdcdb705d3eba,
  "/src/organisation/import/views/ImportDesk#ImportDesk": ImportDesk_544fa0a724d1bb0777a62992422b7d8b,
  "/src/access/views/LogCells#ActorCell": ActorCell_24e60051c9666f3279663fccaa728a04,
  "/src/access/views/LogCells#ActionCell": ActionCell_24e60051c9666f3279663fccaa728a04,
  "/src/access/views/LogCells#SubjectCell": SubjectCell_24e60051c9666f3279663fccaa728a04,
  "/src/access/views/LogCells#UnitCell": UnitCell_24e60051c9666f3279663fccaa728a04,
  "/src/access/views/LogEntry#LogEntry": LogEntry_df47b72b5b67536855e61f019d8fb461,
  "/src/reach/views/DemonstrationStrip#DemonstrationStrip": DemonstrationStrip_ab3ac8fac975005fbd7080ef2907b767,
  "/src/platform/admin/Marks#Icon": Icon_2b3678be803d360fb74451737fbaf688,
  "/src/platform/admin/Marks#Logo": Logo_2b3678be803d360fb74451737fbaf688,
  "/src/dissemination/views/NavLinks#NavLinks": NavLinks_ba7c88eaa2a07f6efe4b0115a2c6ee49,
  "/src/organisation/accounts/views/SignInHint#SignInHint": SignInHint_06da89e8c536367c37fc2b654c7873f4,
  "/src/platform/admin/PlainFaults#PlainFaults": PlainFaults_ca77ad07767d2896950e20f43a01acce,
  "/src/reach/views/DashboardView#DashboardView": DashboardView_b58d22660d88155f121a0d8dcb2c35e5,
  "/src/reach/first-run/views/FirstRunView#FirstRunView": FirstRunView_41b319a04495022a0b2d684655509516,
  "/src/reach/views/ReachView#ReachView": ReachView_dd8d41cf758384c73310a52f8576064e,
  "/src/dissemination/outbox/views/OutboxFileView#OutboxFileView": OutboxFileView_5f64b2e19a0a6eaa079471689182ed8d,
  "/src/dissemination/prompts/views/PromptsView#PromptsView": PromptsView_d592208e0f08b0e46696dd09f913c3b0,
  "@payloadcms/next/rsc#CollectionCards": CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1
}
