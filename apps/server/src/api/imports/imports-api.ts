/** The methods of the group `imports` with their handlers. */
import * as contract from '@mainline/contract'
import type { SecretBox } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { cancelImport } from './cancel-import.ts'
import { createImport } from './create-import.ts'
import { exportImportErrors } from './export-import-errors.ts'
import { getImport } from './get-import.ts'
import { listImportErrors } from './list-import-errors.ts'
import { listImports } from './list-imports.ts'

export const importsApi = ({ secrets }: { readonly secrets: SecretBox }): Route[] => [
  on(contract.cancelImport, cancelImport),
  on(contract.createImport, createImport(secrets)),
  on(contract.exportImportErrors, exportImportErrors),
  on(contract.getImport, getImport),
  on(contract.listImportErrors, listImportErrors),
  on(contract.listImports, listImports),
]
