/** Accounts of the offices: who may sign in to the desk, in which roles and for which units. */
import type { CollectionConfig } from 'payload'

import { accessFor } from '../../access/access-for.js'
import { accountOf, hasRole } from '../../access/account.js'
import { auditCollection } from '../../platform/audit/audit-collection.js'
import { keepOthersChange } from '../../platform/audit/keep-others-change.js'
import { modelColumn, searchTextColumn, textListColumn } from '../../platform/columns.js'
import { idField } from '../../platform/fields.js'
import { bi, choice, groups } from '../../platform/labels.js'
import { foldSearch } from '../../platform/search.js'
import { settings } from '../../platform/settings.js'
import { forgotPassword } from '../accounts/forgot-password.js'
import { checkLink, checkSignInName, clearPasswordByLink, keepSignInName, passwordByLink, prepareSignIn, refuseSecondAddress, tidyAddress } from '../accounts/keep-sign-in.js'
import { checkPassword, keepTerritory, keepUserSearch, refuseDeletingUser, refuseSessions } from '../keep-user.js'

const tidy = { beforeValidate: [({ value }: { value?: unknown }) => (typeof value === 'string' ? value.normalize('NFC').trim() : value)] }
/** The panel asks with the record, an update with its id. */
const byAdminOfAnother = ({ req, id, doc }: { req: { user?: unknown }; id?: string | number; doc?: { id?: unknown } }) => {
  const account = accountOf(req)
  return hasRole(account, 'admin') && account?.id !== (id ?? doc?.id)
}

export const users: CollectionConfig = {
  slug: 'users',
  labels: { singular: bi('Tài khoản', 'Account'), plural: bi('Tài khoản', 'Accounts') },
  access: accessFor('users'),
  admin: {
    group: groups.administration,
    useAsTitle: 'name',
    hideAPIURL: true,
    defaultColumns: ['name', 'username', 'email', 'roles', 'units'],
    listSearchableFields: ['searchText'],
    components: {
      beforeListTable: ['/src/reach/first-run/views/FirstRunHint#FirstRunHint', '/src/organisation/accounts/views/PasswordLinks#PasswordLinksForNew'],
      edit: { beforeDocumentControls: ['/src/organisation/accounts/views/PasswordLinks#PasswordLinkButton'] },
    },
    description: bi('Ai được vào bàn điều hành, với vai trò nào, cho địa bàn nào.', 'Who may sign in, in which role, for which territory.'),
  },
  auth: {
    depth: 0,
    tokenExpiration: 8 * 60 * 60,
    // By address or by a name of our making (docs/decisions/0040). Required, so that Payload's forms ask for neither
    // both nor none; whoever sends none gets one.
    loginWithUsername: { allowEmailLogin: true, requireEmail: false, requireUsername: true },
    // Guessers are slowed at the door (rate-limits.ts); locking the account would let anyone shut out its owner.
    maxLoginAttempts: 0,
    useSessions: true,
    cookies: { sameSite: 'Lax', secure: settings().publicUrl?.startsWith('https:') ?? false },
  },
  versions: false,
  lockDocuments: false,
  disableDuplicate: true,
  timestamps: true,
  defaultSort: 'sortKey',
  fields: [
    idField(),
    { name: 'name', type: 'text', required: true, maxLength: 120, label: bi('Họ và tên', 'Full name'), hooks: tidy },
    { name: 'email', type: 'email', required: false, label: bi('Thư điện tử', 'E-mail'), hooks: { beforeValidate: [tidyAddress] } },
    {
      name: 'username',
      type: 'text',
      required: false,
      label: bi('Tên đăng nhập', 'Sign-in name'),
      access: { create: ({ req }) => hasRole(accountOf(req), 'admin'), update: byAdminOfAnother },
      validate: checkSignInName,
      hooks: { beforeValidate: [keepSignInName] },
    },
    // Not kept: says that the holder chooses the password by a link.
    { name: 'byLink', type: 'checkbox', virtual: true, label: bi('Người dùng tự đặt mật khẩu bằng đường dẫn', 'The holder chooses the password by a link'), admin: { hidden: true, disableListColumn: true, disableListFilter: true, disableBulkEdit: true } },
    { name: 'signInNote', type: 'ui', admin: { components: { Field: '/src/organisation/accounts/views/ProposeSignInName#ProposeSignInName' } } },
    { name: 'phone', type: 'text', maxLength: 30, label: bi('Điện thoại', 'Phone'), hooks: tidy },
    {
      name: 'roles',
      type: 'select',
      hasMany: true,
      label: bi('Vai trò', 'Roles'),
      options: [choice('admin', 'Quản trị', 'Administrator'), choice('editor', 'Cán bộ tuyên truyền', 'Editor'), choice('manager', 'Cán bộ theo dõi địa bàn', 'Manager')],
      access: { create: ({ req }) => hasRole(accountOf(req), 'admin'), update: byAdminOfAnother },
      admin: { description: bi('Bỏ hết vai trò để khoá tài khoản.', 'An account without a role is locked.') },
    },
    {
      name: 'units',
      type: 'relationship',
      relationTo: 'org-units',
      hasMany: true,
      required: true,
      minRows: 1,
      maxRows: 200,
      label: bi('Địa bàn', 'Units'),
      access: { create: ({ req }) => hasRole(accountOf(req), 'admin'), update: byAdminOfAnother },
    },
    // In the form and not above it: "Tài khoản của tôi" shows the form alone.
    { name: 'personalData', type: 'ui', admin: { components: { Field: '/src/organisation/views/PersonalDataButton#PersonalDataButton' } } },
    // Read on every request as part of the account, so not hidden; kept by the hooks, given by nobody.
    { ...textListColumn('territory'), access: { create: () => false, update: () => false }, admin: { hidden: true } },
    { ...textListColumn('unitTypes'), access: { create: () => false, update: () => false }, admin: { hidden: true } },
    modelColumn({ name: 'firstPath', type: 'text', index: true }),
    modelColumn({ name: 'lastPath', type: 'text' }),
    searchTextColumn(bi('họ tên, tên đăng nhập, thư điện tử, điện thoại', 'name, sign-in name, e-mail or phone')),
    { name: 'sortKey', type: 'text', index: true, admin: { hidden: true }, access: { create: () => false, update: () => false } },
  ],
  hooks: {
    beforeOperation: [foldSearch, checkPassword, passwordByLink, checkLink, prepareSignIn, refuseSessions, keepOthersChange('users')],
    beforeValidate: [refuseSecondAddress],
    beforeChange: [keepTerritory, keepUserSearch],
    beforeDelete: [refuseDeletingUser],
    ...auditCollection('users', {}, { afterChange: [clearPasswordByLink] }),
  },
  // Payload would let the first caller make an administrator; the product hands out a one-time address instead.
  endpoints: [
    { path: '/first-register', method: 'post', handler: () => Response.json({ errors: [{ message: 'Not Found' }] }, { status: 404 }) },
    forgotPassword,
    { path: '/init', method: 'get', handler: () => Response.json({ initialized: true }) },
  ],
}
